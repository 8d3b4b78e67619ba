import { MODEL_LIMITS } from "../limits.ts";
import { WIRE, type Cursor } from "./cursor.ts";
import type { Place, Reader } from "./message-shape.ts";
import { textOf } from "./utf8.ts";

/** A signed 64-bit integer; beyond what a double holds exactly, the largest that it does. */
export const int64: Reader<number> = {
  wire: WIRE.varint,
  read: (cursor) => (cursor.varint() ? cursor.int64() : null),
};

/** A signed 32-bit integer. What needs more bits is refused: readers differ in what they make of it. */
export const int32: Reader<number> = {
  wire: WIRE.varint,
  read: (cursor, { path, findings }) => {
    if (!cursor.varint()) return null;
    const value = cursor.low | 0;
    if (cursor.int64() === value) return value;
    findings.add("integer-out-of-range", path, "The number does not fit 32 bits: export the model again.");
    return null;
  },
};

/** A float32, as the double of the same value. */
export const float32: Reader<number> = fixed(WIRE.fixed32, 4, (view, at) => view.getFloat32(at, true));

export const float64: Reader<number> = fixed(WIRE.fixed64, 8, (view, at) => view.getFloat64(at, true));

/** A view of the payload, not a copy. */
export const bytes: Reader<Uint8Array> = { wire: WIRE.bytes, read: payload };

/** What names a value, a node, an operator: short, and nothing that a terminal or a C string would swallow. */
export const name: Reader<string> = {
  wire: WIRE.bytes,
  read: (cursor, place) => {
    const text = readText(cursor, place, MODEL_LIMITS.nameBytes);
    if (text === null || !hasControls(text)) return text;
    place.findings.add("text-invalid", place.path, "The name has control characters: rename it.");
    return null;
  },
};

/** A comment or a metadata value: people read it, nothing acts on it. */
export const text: Reader<string> = {
  wire: WIRE.bytes,
  read: (cursor, place) => readText(cursor, place, MODEL_LIMITS.textBytes),
};

/** The bytes behind a length; null at a fault. */
export function payload(cursor: Cursor): Uint8Array | null {
  const length = cursor.length();
  if (length < 0) return null;
  cursor.at += length;
  return cursor.bytes.subarray(cursor.at - length, cursor.at);
}

function readText(cursor: Cursor, { path, findings }: Place, limit: number): string | null {
  const given = payload(cursor);
  if (given === null) return null;
  if (given.length > limit) {
    findings.add(
      "text-too-long",
      path,
      `The text has ${given.length} bytes, at most ${limit} are allowed: shorten it.`,
    );
    return null;
  }
  const read = textOf(given);
  if (read === null) findings.add("text-invalid", path, "The text is not UTF-8: export the model again.");
  return read;
}

function hasControls(of: string): boolean {
  for (let at = 0; at < of.length; at += 1) {
    const code = of.charCodeAt(at);
    if (code < 0x20 || code === 0x7f) return true;
  }
  return false;
}

function fixed(wire: number, width: number, read: (view: DataView, at: number) => number): Reader<number> {
  return {
    wire,
    read: (cursor) => {
      if (!cursor.has(width)) return null;
      cursor.at += width;
      return read(cursor.view, cursor.at - width);
    },
  };
}
