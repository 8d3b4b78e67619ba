import { MODEL_LIMITS } from "../limits.ts";
import { Cursor, WIRE, type WireFault } from "./cursor.ts";
import type { Field, List, MessageShape, Reader } from "./message-shape.ts";
import type { Budget, Place } from "./place.ts";

/**
 * Reads one message by its shape, in one pass over its bytes. Never throws: what is wrong goes to the findings, the value
 * is left out and reading goes on behind it; where the bytes themselves cannot be read on, or more of them is wrong than
 * is worth telling, `findings.unreadable` is set and all reading ends.
 */
export function decodeMessage<Message>(shape: MessageShape<Message>, cursor: Cursor, place: Place): Message {
  const values: Record<string, unknown> = {};
  for (const name of shape.single) values[name] = undefined;
  for (const name of shape.repeated) values[name] = [];
  const counts = new Map<string, number>();
  const reading = { values, counts, packed: new Set<string>(), cursor, place };
  const { findings } = place;
  while (!findings.unreadable && !cursor.done && cursor.tag()) {
    const known = shape.fields.get(cursor.field);
    if (known === undefined) passOver(shape, cursor, place);
    else readField(known[0], known[1], reading);
    if (findings.isFull) findings.unreadable = true;
  }
  if (cursor.fault !== null) {
    findings.unreadable = true;
    findings.add(cursor.fault, place.path, FAULTS[cursor.fault]);
  }
  // The shape's type ties each name to what its reader gives.
  return values as Message;
}

/** A message within a message. The shape is looked up when it is needed, so that shapes may go round in a circle. */
export function message<Message>(shape: () => MessageShape<Message>): Reader<Message> {
  return {
    wire: WIRE.bytes,
    read: (cursor, place) => {
      const length = cursor.length();
      if (length < 0) return null;
      const inner = new Cursor(cursor.bytes, cursor.at, cursor.at + length);
      cursor.at += length;
      if (!spend("messages", place)) return null;
      if (place.depth <= MODEL_LIMITS.depth) return decodeMessage(shape(), inner, place);
      const sentence = `Messages lie more than ${MODEL_LIMITS.depth} deep: a policy has no graph within a graph.`;
      place.findings.add("too-deep", place.path, sentence);
      return null;
    },
  };
}

const FAULTS: Readonly<Record<WireFault, string>> = {
  truncated: "The bytes end inside a field: the file is cut or not an ONNX model. Export it again.",
  "tag-invalid":
    "There is no field of such a number or encoding: the file has bytes that are no model's. Export it again.",
  "varint-overlong":
    "A number takes more bytes than it needs, which hides it from some readers: export the model again.",
  "group-field": "A group of old protobuf stands here, which ONNX does not have: export the model again.",
};

const TWICE = "The field stands twice, and readers differ in which counts: keep one.";
const ODD_WIRE = "The field is encoded as another type's: export the model again.";
const IN_PIECES = "The numbers come in pieces, which readers join differently: export the model again.";
const SPENT = "The file has more parts than any policy: make it smaller.";

type Reading = {
  readonly values: Record<string, unknown>;
  /** How often each field has stood so far. */
  readonly counts: Map<string, number>;
  /** The fields whose numbers came packed. */
  readonly packed: Set<string>;
  readonly cursor: Cursor;
  readonly place: Place;
};

function passOver({ refused }: MessageShape<unknown>, cursor: Cursor, place: Place): void {
  const { findings } = place;
  const why = refused.get(cursor.field);
  if (why === undefined) {
    const sentence = `Field ${cursor.field} is none that ONNX has here up to IR version 10: export the model without it.`;
    findings.add("field-unknown", place.path, sentence);
  } else findings.add(why.code, place.within(why.name).path, why.message);
  cursor.skip();
}

function readField(name: string, field: Field, reading: Reading): void {
  if (field.kind === "list") {
    readNumbers(name, field, reading);
    return;
  }
  const { values, counts, cursor, place } = reading;
  const count = counts.get(name) ?? 0;
  counts.set(name, count + 1);
  // What is beyond the limit, or a second of one, is not read.
  if (count >= (field.kind === "one" ? 1 : field.most)) {
    if (field.kind === "one") place.findings.add("field-repeated", place.within(name).path, TWICE);
    else if (count === field.most) tooMany(name, field.most, place);
    cursor.skip();
    return;
  }
  const here = place.within(name, field.kind === "one" ? null : count);
  if (cursor.wire !== field.reader.wire) {
    place.findings.add("wire-type-wrong", here.path, ODD_WIRE);
    cursor.skip();
    return;
  }
  const value = field.reader.read(cursor, here);
  if (value === null) return;
  if (field.kind === "one") values[name] = value;
  else (values[name] as unknown[]).push(value);
}

function readNumbers(name: string, field: List, reading: Reading): void {
  const { counts, packed, cursor, place } = reading;
  const isPacked = cursor.wire === WIRE.bytes;
  if (!isPacked && cursor.wire !== field.reader.wire) {
    place.findings.add("wire-type-wrong", place.within(name).path, ODD_WIRE);
    cursor.skip();
  } else if (isPacked ? counts.has(name) : packed.has(name)) {
    place.findings.add("packed-mixed", place.within(name).path, IN_PIECES);
    cursor.skip();
  } else if (isPacked) {
    packed.add(name);
    counts.set(name, 0);
    readPacked(name, field, reading);
  } else readNumber(name, field, cursor, reading);
}

function readPacked(name: string, field: List, reading: Reading): void {
  const { counts, cursor } = reading;
  const length = cursor.length();
  if (length < 0) return;
  cursor.at += length;
  const inner = new Cursor(cursor.bytes, cursor.at - length, cursor.at);
  // One more than allowed is enough to know.
  const { findings } = reading.place;
  while (!findings.unreadable && !inner.done && (counts.get(name) ?? 0) <= field.most)
    readNumber(name, field, inner, reading);
  cursor.fault = inner.fault;
}

function readNumber(name: string, { reader, most }: List, from: Cursor, { values, counts, place }: Reading): void {
  const count = counts.get(name) ?? 0;
  counts.set(name, count + 1);
  if (count === most) tooMany(name, most, place);
  const value = reader.read(from, place);
  if (value !== null && count < most && spend("numbers", place)) (values[name] as number[]).push(value);
}

/** Takes one from what a whole file may have, so that no nesting makes more of it than memory holds. */
function spend(what: keyof Budget, place: Place): boolean {
  const { budget, findings } = place;
  budget[what] -= 1;
  if (budget[what] >= 0) return true;
  if (!findings.unreadable) findings.add("too-many-items", place.path, SPENT);
  findings.unreadable = true;
  return false;
}

function tooMany(name: string, most: number, place: Place): void {
  const sentence = `It has more than ${most.toLocaleString("en")} items, which is what a policy may have: make it smaller.`;
  place.findings.add("too-many-items", place.within(name).path, sentence);
}
