import { randomFillSync } from "node:crypto";

const ALPHABET = Buffer.from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "latin1");
const pool = Buffer.alloc(32_768);
let used = pool.length;

/** Letters and digits by chance, as ids and secrets are made of. */
export function randomText(length: number): string {
  const text = Buffer.allocUnsafe(length);
  let at = 0;
  while (at < length) {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    // 248 is the greatest multiple of 62 that fits a byte: more would favour the first letters.
    const byte = pool[used++] ?? 255;
    if (byte < 248) text[at++] = ALPHABET[byte % 62] ?? 0;
  }
  return text.toString("latin1");
}

/** A new id of the kind its prefix says, such as `ch_1X…`. */
export function newId(prefix: string): string {
  return `${prefix}_1${randomText(23)}`;
}
