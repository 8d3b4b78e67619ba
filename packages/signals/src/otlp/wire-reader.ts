/** Why bytes are no protobuf message; thrown inside this folder and turned into a refusal at its edge. */
export class WireError extends Error {
  readonly code: "malformed" | "too-deep" | "too-many-points";

  constructor(code: WireError["code"], message: string) {
    super(message);
    this.name = "WireError";
    this.code = code;
  }
}

export const WIRE = { varint: 0, fixed64: 1, bytes: 2, startGroup: 3, endGroup: 4, fixed32: 5 } as const;

const DEEPEST_GROUP = 16;
const LOW = 2 ** 32;

/** Reads the fields of one message in [start, end), in the order they come (protobuf encoding; unknown fields are skipped). */
export class WireReader {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  readonly #end: number;
  #at: number;

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = start;
    this.#end = end;
  }

  get done(): boolean {
    return this.#at >= this.#end;
  }

  /** The next field's number and wire type. */
  tag(): { readonly field: number; readonly wire: number } {
    const key = this.varint();
    const field = Math.floor(key / 8);
    if (field < 1 || field >= 2 ** 29) throw new WireError("malformed", "a field number is out of range");
    return { field, wire: key % 8 };
  }

  /** A varint as a number: exact up to 2^53, rounded beyond, as 64-bit counts are everywhere in JavaScript. */
  varint(): number {
    let value = 0;
    let factor = 1;
    for (let length = 0; length < 10; length += 1) {
      const byte = this.#byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
    throw new WireError("malformed", "a varint is longer than ten bytes");
  }

  /** int64: two's complement, in two halves, because a small negative number is a varint close to 2^64. */
  int64(): number {
    let low = 0;
    let high = 0;
    for (let length = 0; length < 10; length += 1) {
      const byte = this.#byte();
      const part = byte & 0x7f;
      if (length < 4) low += part * 2 ** (7 * length);
      else if (length === 4) {
        low += (part & 0x0f) * 2 ** 28;
        high = part >> 4;
      } else high += part * 2 ** (7 * length - 32);
      if (byte < 0x80) return (high | 0) * LOW + low;
    }
    throw new WireError("malformed", "a varint is longer than ten bytes");
  }

  /** sint32: zigzag. */
  zigzag(): number {
    const value = this.varint();
    if (value >= LOW) throw new WireError("malformed", "a sint32 is out of range");
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  double(): number {
    const value = this.#view.getFloat64(this.#take(8), true);
    return value;
  }

  fixed64(): number {
    const at = this.#take(8);
    return this.#view.getUint32(at, true) + this.#view.getUint32(at + 4, true) * LOW;
  }

  sfixed64(): number {
    const at = this.#take(8);
    return this.#view.getUint32(at, true) + this.#view.getInt32(at + 4, true) * LOW;
  }

  /** The bounds of a length-delimited field. */
  range(): { readonly start: number; readonly end: number } {
    const length = this.varint();
    const start = this.#take(length);
    return { start, end: start + length };
  }

  message(): WireReader {
    const { start, end } = this.range();
    return new WireReader(this.bytes, start, end);
  }

  /** Repeated numbers, packed or one by one: both are the same message to a reader. */
  repeated(wire: number, read: (reader: WireReader) => number, into: number[], most: number): void {
    const take = (from: WireReader) => {
      if (into.length >= most) throw new WireError("malformed", `a list has more than ${most} entries`);
      into.push(read(from));
    };
    if (wire !== WIRE.bytes) {
      take(this);
      return;
    }
    const packed = this.message();
    while (!packed.done) take(packed);
  }

  skip(wire: number, field: number, depth = 0): void {
    switch (wire) {
      case WIRE.varint:
        this.varint();
        return;
      case WIRE.fixed64:
        this.#take(8);
        return;
      case WIRE.bytes:
        this.range();
        return;
      case WIRE.fixed32:
        this.#take(4);
        return;
      case WIRE.startGroup:
        this.#skipGroup(field, depth);
        return;
      default:
        throw new WireError("malformed", `wire type ${wire} is none`);
    }
  }

  #skipGroup(group: number, depth: number): void {
    if (depth >= DEEPEST_GROUP) throw new WireError("too-deep", "groups are nested too deeply");
    for (;;) {
      const { field, wire } = this.tag();
      if (wire === WIRE.endGroup) {
        if (field !== group) throw new WireError("malformed", "a group ends as another");
        return;
      }
      this.skip(wire, field, depth + 1);
    }
  }

  #byte(): number {
    const at = this.#take(1);
    return this.bytes[at] ?? 0;
  }

  #take(length: number): number {
    const at = this.#at;
    if (length > this.#end - at) throw new WireError("malformed", "the message ends inside a field");
    this.#at = at + length;
    return at;
  }
}
