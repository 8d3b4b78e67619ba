import { LearningError } from "../errors.ts";

/** One encoded protobuf field: its tag and payload. */
export type Field = Uint8Array;

const WIRE_VARINT = 0;
const WIRE_BYTES = 2;
const WIRE_FIXED32 = 5;

/** Base-128 encoding of a signed 64-bit integer (negatives take ten bytes, as protobuf says). */
export function varint(value: number | bigint): number[] {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return bytes;
}

export function intField(number: number, value: number | bigint): Field {
  return Uint8Array.from([...varint((number << 3) | WIRE_VARINT), ...varint(value)]);
}

export function floatField(number: number, value: number): Field {
  const payload = new Uint8Array(4);
  new DataView(payload.buffer).setFloat32(0, value, true);
  return Uint8Array.from([...varint((number << 3) | WIRE_FIXED32), ...payload]);
}

export function bytesField(number: number, payload: Uint8Array): Field {
  const head = [...varint((number << 3) | WIRE_BYTES), ...varint(payload.length)];
  const field = new Uint8Array(head.length + payload.length);
  field.set(head);
  field.set(payload, head.length);
  return field;
}

/** Every name in our models is ASCII, so that no reader can disagree about its encoding. */
export function stringField(number: number, text: string): Field {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code > 0x7e) throw new LearningError("model-invalid", `"${text}" is not printable ASCII`);
    bytes[at] = code;
  }
  return bytesField(number, bytes);
}

export function messageField(number: number, fields: readonly Field[]): Field {
  return bytesField(number, message(fields));
}

/** Fields in the given order, back to back. */
export function message(fields: readonly Field[]): Uint8Array {
  const joined = new Uint8Array(fields.reduce((total, field) => total + field.length, 0));
  let at = 0;
  for (const field of fields) {
    joined.set(field, at);
    at += field.length;
  }
  return joined;
}
