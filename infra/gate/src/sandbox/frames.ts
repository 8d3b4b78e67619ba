/** The pipe between gate and sandbox carries frames: length of the payload (u32, little endian), kind (u8), payload. */
export const HEADER_BYTES = 5;

/** `hello` is asked before a model is there: who does not answer it could not be started. */
export const REQUEST = { load: 1, run: 2, hello: 3 } as const;
export const ANSWER = { ready: 1, ran: 2, refused: 3 } as const;

/** Longest words of a refusal, bytes. */
export const REFUSAL_BYTES = 4_096;

export type Frame = { readonly kind: number; readonly payload: Uint8Array };

export function headerOf(kind: number, length: number): Uint8Array {
  const header = new Uint8Array(HEADER_BYTES);
  new DataView(header.buffer).setUint32(0, length, true);
  header[4] = kind;
  return header;
}

export function readHeader(bytes: Uint8Array): { readonly kind: number; readonly length: number } {
  return { length: new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true), kind: bytes[4] ?? 0 };
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Floats that begin anywhere in a buffer, copied to where a Float32Array may begin. */
export function floatsOf(bytes: Uint8Array): Float32Array {
  return new Float32Array(Uint8Array.from(bytes).buffer);
}

export function bytesOf(floats: Float32Array): Uint8Array {
  return new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength);
}

export function numbersOf(...values: readonly number[]): Uint8Array {
  return new Uint8Array(Uint32Array.from(values).buffer);
}

/** Takes bytes as they come and gives one frame when it is whole; more than was asked for is `too-much`. */
export class FrameReader {
  #held: Uint8Array = new Uint8Array(0);
  readonly #most: number;

  constructor(mostPayloadBytes: number) {
    this.#most = mostPayloadBytes;
  }

  push(bytes: Uint8Array): Frame | "more" | "too-much" {
    this.#held = joined([this.#held, bytes]);
    if (this.#held.length < HEADER_BYTES) return "more";
    const { kind, length } = readHeader(this.#held);
    const end = HEADER_BYTES + length;
    if (length > this.#most || this.#held.length > end) return "too-much";
    return this.#held.length < end ? "more" : { kind, payload: this.#held.subarray(HEADER_BYTES) };
  }
}
