import { find, isNothing } from "./bytes.ts";
import type { LineTraits } from "./request-line.ts";

const CAPITAL_M = 0x4d;
const QUESTION = 0x3f;
const ONE = 0x31;
const ZERO = 0x30;
const MOBI = [0x4d, 0x6f, 0x62, 0x69];
const LONGEST_KEY = 32;
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
// 30 bits: what fits V8's small integers costs no allocation.
const HASH_MASK = 0x3fff_ffff;

/** Phones say "Mobi" in their User-Agent, as browser makers agreed; a tablet counts as a desktop. -1: no User-Agent. */
export function mobileByUserAgent(bytes: Uint8Array, from: number, end: number): number {
  if (isNothing(bytes, from, end)) return -1;
  for (let at = find(bytes, CAPITAL_M, from, end); at < end; at = find(bytes, CAPITAL_M, at + 1, end)) {
    let same = 1;
    while (same < MOBI.length && at + same < end && bytes[at + same] === MOBI[same]) same += 1;
    if (same === MOBI.length) return 1;
  }
  return 0;
}

/** `?1` and `?0`, a structured-field boolean (RFC 8941); a bare 1 or 0 is taken as well. */
export function mobileByClientHint(bytes: Uint8Array, from: number, end: number): number {
  const at = bytes[from] === QUESTION ? from + 1 : from;
  if (end !== at + 1) return -1;
  return bytes[at] === ONE ? 1 : bytes[at] === ZERO ? 0 : -1;
}

/** Index of the region in the traits' list (ASCII case ignored), its length for an unlisted one, -1 for none. */
export function regionOf(bytes: Uint8Array, from: number, end: number, { regions }: LineTraits): number {
  if (isNothing(bytes, from, end)) return -1;
  for (let index = 0; index < regions.length; index += 1) {
    const region = regions[index] as Uint8Array;
    if (region.length === end - from && equalsIgnoringCase(bytes, from, region)) return index;
  }
  return regions.length;
}

function equalsIgnoringCase(bytes: Uint8Array, from: number, lower: Uint8Array): boolean {
  for (let index = 0; index < lower.length; index += 1) {
    const byte = bytes[from + index] as number;
    const small = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
    if (small !== lower[index]) return false;
  }
  return true;
}

/** FNV-1a over the last 32 bytes of the key, salted, in 30 bits; -1 for no key. */
export function sessionOf(bytes: Uint8Array, from: number, end: number, { salt }: LineTraits): number {
  if (isNothing(bytes, from, end)) return -1;
  let hash = FNV_OFFSET ^ salt;
  for (let at = Math.max(from, end - LONGEST_KEY); at < end; at += 1)
    hash = Math.imul(hash ^ (bytes[at] as number), FNV_PRIME);
  return folded(hash);
}

/** The same for a key that is a text already. */
export function sessionOfText(key: string, { salt }: LineTraits): number {
  if (key === "" || key === "-") return -1;
  let hash = FNV_OFFSET ^ salt;
  for (let at = Math.max(0, key.length - LONGEST_KEY); at < key.length; at += 1)
    hash = Math.imul(hash ^ key.charCodeAt(at), FNV_PRIME);
  return folded(hash);
}

// FNV's low bits mix badly; one fold is enough for counting.
function folded(hash: number): number {
  return (hash ^ (hash >>> 15)) & HASH_MASK;
}
