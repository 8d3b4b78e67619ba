/**
 * 32 bits of a text that are the same everywhere and for ever: MurmurHash3 x86_32 (Appleby 2011) over its UTF-16 code units, low byte first,
 * seed 0. Not for secrets.
 */
export function stableHash(text: string): number {
  let h = 0;
  const pairs = text.length >> 1;
  for (let index = 0; index < pairs; index += 1) {
    h ^= mixed(text.charCodeAt(2 * index) | (text.charCodeAt(2 * index + 1) << 16));
    h = Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64;
  }
  if (text.length % 2 === 1) h ^= mixed(text.charCodeAt(text.length - 1));
  return finalised(h ^ (text.length * 2));
}

function mixed(block: number): number {
  const k = Math.imul(block, 0xcc9e2d51);
  return Math.imul((k << 15) | (k >>> 17), 0x1b873593);
}

function finalised(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The text's place in [0, 1), uniform over texts. */
export function stableShare(text: string): number {
  return stableHash(text) / 2 ** 32;
}
