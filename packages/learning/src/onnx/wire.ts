import { LearningError } from "../errors.ts";

/** One field as it lies in the bytes: `varint` and `fixed` carry their bits, `bytes` a view of the payload. */
type WireField =
  | { readonly number: number; readonly kind: "varint"; readonly value: bigint }
  | { readonly number: number; readonly kind: "fixed32"; readonly value: number }
  | { readonly number: number; readonly kind: "bytes"; readonly value: Uint8Array };

const WIRE_VARINT = 0;
const WIRE_BYTES = 2;
const WIRE_FIXED32 = 5;
const VARINT_LIMIT = 10;

/**
 * The fields of one message, by number, each number with what may stand there. A field that is not listed, a singular one
 * given twice or bytes left over refuse the whole message: two readers that disagree about a model are how one hides code.
 */
export class Message {
  readonly #fields = new Map<number, WireField[]>();
  readonly #what: string;

  constructor(bytes: Uint8Array, what: string, allowed: Readonly<Record<number, "one" | "many">>) {
    this.#what = what;
    for (const field of fieldsOf(bytes, what)) {
      const places = allowed[field.number];
      if (places === undefined) throw refusal(`${what} has field ${field.number}, which this reader does not allow`);
      const known = this.#fields.get(field.number) ?? [];
      if (places === "one" && known.length > 0) throw refusal(`${what} has field ${field.number} twice`);
      known.push(field);
      this.#fields.set(field.number, known);
    }
  }

  has(number: number): boolean {
    return this.#fields.has(number);
  }

  /** The payloads of a repeated message, string or bytes field. */
  bytes(number: number): readonly Uint8Array[] {
    return this.#all(number).map((field) => {
      if (field.kind !== "bytes") throw refusal(`${this.#what} field ${number} is not length-delimited`);
      return field.value;
    });
  }

  /** The one payload, null when it is absent. */
  payload(number: number): Uint8Array | null {
    return this.bytes(number)[0] ?? null;
  }

  texts(number: number): readonly string[] {
    return this.bytes(number).map((bytes) => asciiOf(bytes, this.#what));
  }

  text(number: number): string {
    return this.texts(number)[0] ?? "";
  }

  /** Signed 64-bit integers, packed or not; what a double cannot hold exactly is cut to the largest that it can. */
  integers(number: number): readonly number[] {
    return this.#all(number).flatMap((field) => {
      if (field.kind === "varint") return [integerOf(field.value)];
      if (field.kind === "bytes") return packedIntegers(field.value, this.#what);
      throw refusal(`${this.#what} field ${number} is not an integer`);
    });
  }

  integer(number: number, absent: number): number {
    return this.integers(number)[0] ?? absent;
  }

  /** Float32 numbers, packed or not. */
  floats(number: number): readonly number[] {
    return this.#all(number).flatMap((field) => {
      if (field.kind === "fixed32") return [floatOf(field.value)];
      if (field.kind === "bytes") return packedFloats(field.value, this.#what);
      throw refusal(`${this.#what} field ${number} is not a float`);
    });
  }

  #all(number: number): readonly WireField[] {
    return this.#fields.get(number) ?? [];
  }
}

/** The refusal of a model, by the one code this reader has. */
export function refusal(message: string): LearningError {
  return new LearningError("model-invalid", message);
}

function* fieldsOf(bytes: Uint8Array, what: string): Generator<WireField> {
  let at = 0;
  while (at < bytes.length) {
    const tag = readVarint(bytes, at, what);
    at = tag.next;
    const number = Number(tag.value >> 3n);
    const wire = Number(tag.value & 7n);
    if (wire === WIRE_VARINT) {
      const { value, next } = readVarint(bytes, at, what);
      at = next;
      yield { number, kind: "varint", value };
    } else if (wire === WIRE_FIXED32) {
      if (at + 4 > bytes.length) throw refusal(`${what} ends inside a number`);
      yield { number, kind: "fixed32", value: new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0, true) };
      at += 4;
    } else if (wire === WIRE_BYTES) {
      const { value, next } = readVarint(bytes, at, what);
      if (value > BigInt(bytes.length - next)) throw refusal(`${what} says it is longer than it is`);
      at = next + Number(value);
      yield { number, kind: "bytes", value: bytes.subarray(next, at) };
    } else {
      throw refusal(`${what} uses wire type ${wire}`);
    }
  }
}

function readVarint(bytes: Uint8Array, from: number, what: string): { value: bigint; next: number } {
  let value = 0n;
  for (let count = 0; count < VARINT_LIMIT; count += 1) {
    const byte = bytes[from + count];
    if (byte === undefined) throw refusal(`${what} ends inside a number`);
    value |= BigInt(byte & 0x7f) << BigInt(7 * count);
    if (byte < 0x80) return { value: BigInt.asUintN(64, value), next: from + count + 1 };
  }
  throw refusal(`${what} has a number of more than ten bytes`);
}

function integerOf(bits: bigint): number {
  const value = Number(BigInt.asIntN(64, bits));
  return Math.min(Number.MAX_SAFE_INTEGER, Math.max(Number.MIN_SAFE_INTEGER, value));
}

function packedIntegers(bytes: Uint8Array, what: string): number[] {
  const values: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const { value, next } = readVarint(bytes, at, what);
    values.push(integerOf(value));
    at = next;
  }
  return values;
}

function packedFloats(bytes: Uint8Array, what: string): number[] {
  if (bytes.length % 4 !== 0) throw refusal(`${what} ends inside a number`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / 4 }, (_, at) => view.getFloat32(4 * at, true));
}

function floatOf(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, bits);
  return view.getFloat32(0);
}

function asciiOf(bytes: Uint8Array, what: string): string {
  if (bytes.some((code) => code < 0x20 || code > 0x7e)) throw refusal(`${what} has a name that is not printable ASCII`);
  return String.fromCharCode(...bytes);
}
