import { MAX_DICTIONARY_SIGNALS } from "./limits.ts";

/** One sample: a number (NaN and infinities included: they were measured), or null when nothing was observed. */
export type Sample = number | null;

/** The payload of a metric frame: samples in the order of the dictionary they name. */
export type Metrics = { readonly dictionaryId: number; readonly values: readonly Sample[] };

/** The answer of `decodeMetrics`. */
export type DecodedMetrics =
  | { readonly kind: "metrics"; readonly metrics: Metrics }
  | { readonly kind: "malformed"; readonly code: "payload-invalid"; readonly message: string };

// Two bits a signal say how its value is written, lowest bits first.
const ABSENT = 0;
const FLOAT32 = 1;
const FLOAT64 = 2;
const NOT_A_NUMBER = 3;
const WIDTHS = [0, 4, 8, 0] as const;
const HEAD_BYTES = 3;

/** Encodes samples: dictionary id u16, count u8, two bits a signal, then 4 bytes where float32 is exact, else 8. */
export function encodeMetrics({ dictionaryId, values }: Metrics): Uint8Array {
  if (values.length > MAX_DICTIONARY_SIGNALS) throw new RangeError(`${values.length} values are too many for a frame`);
  if (!Number.isInteger(dictionaryId) || dictionaryId < 0 || dictionaryId > 0xffff)
    throw new RangeError(`dictionary id ${dictionaryId} does not fit`);
  const tags = values.map(tagOf);
  const tagBytes = Math.ceil(values.length / 4);
  const bytes = new Uint8Array(HEAD_BYTES + tagBytes + tags.reduce<number>((sum, tag) => sum + widthOf(tag), 0));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, dictionaryId);
  view.setUint8(2, values.length);
  let offset = HEAD_BYTES + tagBytes;
  for (const [index, tag] of tags.entries()) {
    const slot = HEAD_BYTES + (index >> 2);
    view.setUint8(slot, view.getUint8(slot) | (tag << ((index & 3) * 2)));
    const value = values[index] ?? 0;
    if (tag === FLOAT32) view.setFloat32(offset, value);
    if (tag === FLOAT64) view.setFloat64(offset, value);
    offset += widthOf(tag);
  }
  return bytes;
}

/** Reads the payload of a metric frame; every byte must be accounted for. Never throws. */
export function decodeMetrics(payload: Uint8Array): DecodedMetrics {
  if (payload.length < HEAD_BYTES) return malformed("a metric payload has at least 3 bytes");
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const count = view.getUint8(2);
  const tagBytes = Math.ceil(count / 4);
  if (payload.length < HEAD_BYTES + tagBytes) return malformed("the payload ends inside its tags");
  const values: Sample[] = [];
  let offset = HEAD_BYTES + tagBytes;
  for (let index = 0; index < count; index += 1) {
    const tag = (view.getUint8(HEAD_BYTES + (index >> 2)) >> ((index & 3) * 2)) & 3;
    if (offset + widthOf(tag) > payload.length) return malformed("the payload ends inside its values");
    values.push(readSample(view, offset, tag));
    offset += widthOf(tag);
  }
  if (offset !== payload.length) return malformed("bytes follow the last value");
  return { kind: "metrics", metrics: { dictionaryId: view.getUint16(0), values } };
}

/** The dictionary id and count of a metric payload, without reading its values. */
export function peekMetrics(payload: Uint8Array): { dictionaryId: number; count: number } | null {
  const [high, low, count] = payload;
  if (high === undefined || low === undefined || count === undefined) return null;
  return { dictionaryId: (high << 8) | low, count };
}

function tagOf(value: Sample): number {
  if (value === null) return ABSENT;
  if (Number.isNaN(value)) return NOT_A_NUMBER;
  return Math.fround(value) === value ? FLOAT32 : FLOAT64;
}

function readSample(view: DataView, offset: number, tag: number): Sample {
  if (tag === FLOAT32) return view.getFloat32(offset);
  if (tag === FLOAT64) return view.getFloat64(offset);
  return tag === NOT_A_NUMBER ? NaN : null;
}

function widthOf(tag: number): number {
  return WIDTHS[tag] ?? 0;
}

function malformed(message: string): DecodedMetrics {
  return { kind: "malformed", code: "payload-invalid", message };
}
