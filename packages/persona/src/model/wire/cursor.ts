import type { ModelCode } from "../model-codes.ts";

/** The wire types of protobuf (protobuf.dev, "Encoding") that a model may use. */
export const WIRE = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;
const GROUPS = [3, 4];

const VARINT_BYTES = 10;
const TWO_32 = 2 ** 32;

/** Why nothing more can be read here. */
export type WireFault = Extract<ModelCode, "truncated" | "tag-invalid" | "varint-overlong" | "group-field">;

/**
 * Reads one message's bytes from front to back. Never past the end: the first fault stops it and stays. Numbers have one
 * spelling, the shortest.
 */
export class Cursor {
  readonly bytes: Uint8Array;
  readonly end: number;
  at: number;
  fault: WireFault | null = null;
  /** The halves of the last varint, 32 bits each. */
  low = 0;
  high = 0;
  /** The last tag. */
  field = 0;
  wire = 0;

  #view: DataView | null = null;

  constructor(bytes: Uint8Array, from = 0, to = bytes.length) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  /** Over all of `bytes`. */
  get view(): DataView {
    this.#view ??= new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length);
    return this.#view;
  }

  get done(): boolean {
    return this.fault !== null || this.at >= this.end;
  }

  /** Reads a tag into `field` and `wire`; false at a fault. */
  tag(): boolean {
    if (!this.varint()) return false;
    this.field = this.low >>> 3;
    this.wire = this.low & 7;
    if (this.high !== 0 || this.field === 0) return this.#stop("tag-invalid");
    if (GROUPS.includes(this.wire)) return this.#stop("group-field");
    return this.wire <= WIRE.fixed32 || this.#stop("tag-invalid");
  }

  /** Reads a base-128 number into `low` and `high`; false at a fault. */
  varint(): boolean {
    let low = 0;
    let high = 0;
    for (let count = 0; count < VARINT_BYTES; count += 1) {
      const byte = this.at < this.end ? this.bytes[this.at] : undefined;
      if (byte === undefined) return this.#stop("truncated");
      this.at += 1;
      const seven = byte & 0x7f;
      if (count < 5) low |= seven << (7 * count);
      if (count === 4) high = seven >>> 4;
      if (count > 4) high |= seven << (7 * count - 32);
      if (byte >= 0x80) continue;
      // A last byte of 0 adds nothing; the tenth has room for one bit.
      if ((byte === 0 && count > 0) || (count === VARINT_BYTES - 1 && byte > 1)) return this.#stop("varint-overlong");
      this.low = low >>> 0;
      this.high = high >>> 0;
      return true;
    }
    return this.#stop("varint-overlong");
  }

  /** Reads a length and checks that so many bytes are there; -1 at a fault. */
  length(): number {
    if (!this.varint()) return -1;
    if (this.high === 0 && this.low <= this.end - this.at) return this.low;
    this.#stop("truncated");
    return -1;
  }

  /** Whether `count` more bytes are there; a fault if not. */
  has(count: number): boolean {
    return count <= this.end - this.at || this.#stop("truncated");
  }

  /** Passes over the value that follows the last tag; false at a fault. */
  skip(): boolean {
    if (this.wire === WIRE.varint) return this.varint();
    const length = this.wire === WIRE.bytes ? this.length() : this.wire === WIRE.fixed64 ? 8 : 4;
    if (length < 0 || !this.has(length)) return false;
    this.at += length;
    return true;
  }

  /** The last varint as a signed 64-bit integer; what a double cannot hold exactly becomes the largest that it can. */
  int64(): number {
    const value = (this.high | 0) * TWO_32 + this.low;
    return Math.min(Number.MAX_SAFE_INTEGER, Math.max(Number.MIN_SAFE_INTEGER, value));
  }

  #stop(fault: WireFault): false {
    this.fault = fault;
    return false;
  }
}
