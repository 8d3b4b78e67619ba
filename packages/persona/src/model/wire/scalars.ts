import { MODEL_LIMITS } from "../limits.ts";
import { WIRE, type Cursor } from "./cursor.ts";
import type { Reader } from "./message-shape.ts";
import type { Place } from "./place.ts";
import { textOf } from "./utf8.ts";

/** A signed 64-bit integer; beyond what a double holds exactly, the largest that it does. */
export const int64: Reader<number> = {
  wire: WIRE.varint,
  read: (cursor) => (cursor.varint() ? cursor.int64() : null),
};

/** A signed 32-bit integer. What needs more bits is refused: readers differ in what they make of it. */
export const int32: Reader<number> = {
  wire: WIRE.varint,
  read: (cursor, place) => {
    if (!cursor.varint()) return null;
    const value = cursor.low | 0;
    if (cursor.int64() === value) return value;
    place.findings.add("integer-out-of-range", place.path, "The number does not fit 32 bits: export the model again.");
    return null;
  },
};

/** A float32, as the double of the same value. */
export const float32: Reader<number> = fixed(WIRE.fixed32, 4, (view, at) => view.getFloat32(at, true));

export const float64: Reader<number> = fixed(WIRE.fixed64, 8, (view, at) => view.getFloat64(at, true));

/** A view of the payload, not a copy. */
export const bytes: Reader<Uint8Array> = { wire: WIRE.bytes, read: payload };

/** What names a value, a node, an operator: short printable ASCII, so that nobody can disagree about it or be fooled by it. */
export const name: Reader<string> = {
  wire: WIRE.bytes,
  read: (cursor, place) => {
    const given = shortPayload(cursor, place, MODEL_LIMITS.nameBytes);
    if (given === null) return null;
    if (given.every((code) => code >= 0x20 && code <= 0x7e)) return String.fromCharCode(...given);
    place.findings.add("text-invalid", place.path, "The name is not printable ASCII: rename it.");
    return null;
  },
};

/** A comment or a metadata value: people read it, nothing acts on it. */
export const text: Reader<string> = {
  wire: WIRE.bytes,
  read: (cursor, place) => {
    const given = shortPayload(cursor, place, MODEL_LIMITS.textBytes);
    const read = given === null ? null : textOf(given);
    if (given !== null && read === null)
      place.findings.add("text-invalid", place.path, "The text is not UTF-8: export the model again.");
    return read;
  },
};

/** The bytes behind a length; null at a fault. */
function payload(cursor: Cursor): Uint8Array | null {
  const length = cursor.length();
  if (length < 0) return null;
  cursor.at += length;
  return cursor.bytes.subarray(cursor.at - length, cursor.at);
}

function shortPayload(cursor: Cursor, place: Place, limit: number): Uint8Array | null {
  const given = payload(cursor);
  if (given === null || given.length <= limit) return given;
  const sentence = `The text has ${given.length} bytes, at most ${limit} are allowed: shorten it.`;
  place.findings.add("text-too-long", place.path, sentence);
  return null;
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
