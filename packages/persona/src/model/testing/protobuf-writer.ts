/** One field as it goes into a file: its tag and what follows. */
export type Field = Uint8Array;

export const VARINT = 0;
export const BYTES = 2;

/** Base 128, two's complement in ten bytes for what is negative. */
export function varint(value: number | bigint): number[] {
  const digits: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const more = rest > 0x7fn;
    digits.push(Number(rest & 0x7fn) + (more ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return digits;
}

export function tag(number: number, wire: number): number[] {
  return varint(number * 8 + wire);
}

export function int(number: number, value: number | bigint): Field {
  return Uint8Array.from([...tag(number, VARINT), ...varint(value)]);
}

export function float(number: number, value: number): Field {
  return Uint8Array.from([...tag(number, 5), ...floatBytes([value])]);
}

export function bytes(number: number, payload: Uint8Array): Field {
  return joined([Uint8Array.from([...tag(number, BYTES), ...varint(payload.length)]), payload]);
}

export function text(number: number, value: string): Field {
  return bytes(number, new TextEncoder().encode(value));
}

export function message(number: number, fields: readonly Field[]): Field {
  return bytes(number, joined(fields));
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Little-endian float32. */
export function floatBytes(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  for (const [at, value] of values.entries()) view.setFloat32(4 * at, value, true);
  return new Uint8Array(view.buffer);
}

/** Little-endian int64. */
export function int64Bytes(values: readonly (number | bigint)[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(8 * values.length));
  for (const [at, value] of values.entries()) view.setBigInt64(8 * at, BigInt(value), true);
  return new Uint8Array(view.buffer);
}
