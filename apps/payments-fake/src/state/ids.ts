import { randomFillSync } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const pool = Buffer.alloc(32_768);
let used = pool.length;

/** Letters and digits by chance, as ids and secrets are made of. */
export function randomText(length: number): string {
  let text = "";
  while (text.length < length) {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    // 248 is the greatest multiple of 62 that fits a byte: more would favour the first letters.
    const byte = pool[used++] ?? 255;
    if (byte < 248) text += ALPHABET[byte % 62];
  }
  return text;
}

/** A new id of the kind its prefix says, such as `ch_1X…`. */
export function newId(prefix: string): string {
  return `${prefix}_1${randomText(23)}`;
}
