import { utf8Text } from "./utf8-text.ts";
import { WIRE, WireError, type WireReader } from "./wire-reader.ts";

const MOST_ATTRIBUTES = 128;

/** KeyValue. Texts, booleans and numbers count, as text; lists and maps select nothing and are left out. */
export function readAttribute(reader: WireReader, into: Map<string, string>): void {
  let key = "";
  let value: string | null = null;
  while (!reader.done) {
    const { field, wire } = reader.tag();
    if (field === 1 && wire === WIRE.bytes) key = readText(reader);
    else if (field === 2 && wire === WIRE.bytes) value = readAnyValue(reader.message());
    else reader.skip(wire, field);
  }
  if (value !== null) into.set(key, value);
  if (into.size > MOST_ATTRIBUTES)
    throw new WireError("malformed", `something has more than ${MOST_ATTRIBUTES} attributes`);
}

export function readText(reader: WireReader): string {
  const { start, end } = reader.range();
  return utf8Text(reader.bytes, start, end);
}

// A oneof: the last of its fields counts.
function readAnyValue(reader: WireReader): string | null {
  let value: string | null = null;
  while (!reader.done) {
    const { field, wire } = reader.tag();
    if (field === 1 && wire === WIRE.bytes) value = readText(reader);
    else if (field === 2 && wire === WIRE.varint) value = reader.varint() === 0 ? "false" : "true";
    else if (field === 3 && wire === WIRE.varint) value = String(reader.int64());
    else if (field === 4 && wire === WIRE.fixed64) value = String(reader.double());
    else {
      if (field >= 5 && field <= 7) value = null;
      reader.skip(wire, field);
    }
  }
  return value;
}
