import { LearningError } from "../errors.ts";
import { crc32 } from "./crc32.ts";

/** What a training run leaves behind: figures as JSON, and arrays of 32-bit floats or words by name. */
export type Checkpoint = {
  readonly header: Readonly<Record<string, unknown>>;
  readonly arrays: Readonly<Record<string, Float32Array | Uint32Array>>;
};

type Section = { readonly name: string; readonly kind: "float32" | "uint32"; readonly length: number };

// "FPCK", then version, length of the JSON, the JSON padded to four bytes, the arrays, and a CRC-32 of all before it.
// Everything is little-endian.
const MAGIC = 0x4b435046;
const VERSION = 1;
const FIXED = 12;

/** The bytes of a checkpoint. Same checkpoint, same bytes. */
export function encodeCheckpoint({ header, arrays }: Checkpoint): Uint8Array {
  const sections = Object.entries(arrays).map(([name, data]): Section => {
    return { name, kind: data instanceof Float32Array ? "float32" : "uint32", length: data.length };
  });
  const json = encodeJson({ header, sections });
  const start = FIXED + padded(json.length);
  const end = start + 4 * sections.reduce((total, { length }) => total + length, 0);
  const bytes = new Uint8Array(end + 4);
  const view = new DataView(bytes.buffer);
  for (const [at, word] of [MAGIC, VERSION, json.length].entries()) view.setUint32(4 * at, word, true);
  bytes.set(json, FIXED);
  let offset = start;
  for (const data of Object.values(arrays)) {
    bytes.set(littleEndian(data), offset);
    offset += 4 * data.length;
  }
  view.setUint32(end, crc32(bytes.subarray(0, end)), true);
  return bytes;
}

/** Reads a checkpoint. Throws `checkpoint-invalid` for bytes that are not one, are damaged, cut short or too long. */
export function decodeCheckpoint(given: Uint8Array): Checkpoint {
  // A Node Buffer's slice shares memory, which a plain array's does not.
  const bytes = new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
  if (bytes.length < FIXED + 4) refuse("it is too short");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC) refuse("it does not begin as one");
  const version = view.getUint32(4, true);
  if (version !== VERSION) refuse(`it is of version ${version}, this is ${VERSION}`);
  const end = bytes.length - 4;
  if (view.getUint32(end, true) !== crc32(bytes.subarray(0, end))) refuse("it is damaged or cut short");
  const length = view.getUint32(8, true);
  const { header, sections } = parsed(bytes.subarray(FIXED, FIXED + length));
  const start = FIXED + padded(length);
  if (start + 4 * sections.reduce((total, section) => total + section.length, 0) !== end)
    refuse("its arrays do not fill it");
  const arrays: Record<string, Float32Array | Uint32Array> = {};
  let offset = start;
  for (const { name, kind, length: values } of sections) {
    // A copy begins on a four-byte boundary wherever the checkpoint itself lies.
    const { buffer } = littleEndian(new Uint32Array(bytes.slice(offset, offset + 4 * values).buffer)).slice();
    arrays[name] = kind === "float32" ? new Float32Array(buffer) : new Uint32Array(buffer);
    offset += 4 * values;
  }
  return { header, arrays };
}

function parsed(json: Uint8Array): { header: Checkpoint["header"]; sections: readonly Section[] } {
  try {
    let text = "";
    for (const byte of json) text += String.fromCharCode(byte);
    return JSON.parse(text) as ReturnType<typeof parsed>;
  } catch {
    return refuse("its header cannot be read");
  }
}

/** JSON in ASCII: what lies beyond is escaped, so that a byte is a character. */
function encodeJson(value: unknown): Uint8Array {
  const text = JSON.stringify(value).replaceAll(/[^\x20-\x7e]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return Uint8Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

/** The bytes of 32-bit values, least significant first on any machine. */
function littleEndian(data: Float32Array | Uint32Array): Uint8Array {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (new Uint8Array(Uint32Array.of(1).buffer)[0] === 1) return bytes;
  return bytes.map((_, at) => bytes[at - (at % 4) + 3 - (at % 4)] ?? 0);
}

function refuse(because: string): never {
  throw new LearningError("checkpoint-invalid", `this is not a usable checkpoint: ${because}`);
}
