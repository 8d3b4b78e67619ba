import type { LineTraits } from "./request-line.ts";

const LONGEST_KEY = 32;
// 30 bits: what fits V8's small integers costs no allocation.
const HASH_MASK = 0x3fff_ffff;

/** Phones say "Mobi" in their User-Agent, as browser makers agreed; a tablet counts as a desktop. -1: no User-Agent. */
export function mobileByUserAgent(userAgent: string): number {
  return isNothing(userAgent) ? -1 : userAgent.includes("Mobi") ? 1 : 0;
}

/** `?1` and `?0`, a structured-field boolean (RFC 8941); a bare 1 or 0 is taken as well. -1: neither. */
export function mobileByClientHint(hint: string): number {
  if (hint === "?1" || hint === "1") return 1;
  return hint === "?0" || hint === "0" ? 0 : -1;
}

/** Gives the index of a region in the traits' list (case ignored), its length for an unlisted one, -1 for none. */
export function regionReader({ regions }: LineTraits): (region: string) => number {
  const known = new Map(regions.map((region, index) => [region, index]));
  return (region) => {
    if (isNothing(region)) return -1;
    return known.get(region) ?? known.get(region.toLowerCase()) ?? regions.length;
  };
}

/** A hash of 30 bits over the last 32 characters of the key, salted; -1 for no key. For counting and nothing else. */
export function sessionOf(key: string, { salt }: LineTraits): number {
  if (isNothing(key)) return -1;
  let hash = salt;
  let at = key.length > LONGEST_KEY ? key.length - LONGEST_KEY : 0;
  // MurmurHash3's mixing, four characters a step; this runs for every line.
  for (; at + 4 <= key.length; at += 4) {
    const high = (key.charCodeAt(at + 3) << 24) ^ (key.charCodeAt(at + 2) << 16);
    hash = Math.imul(hash ^ high ^ (key.charCodeAt(at + 1) << 8) ^ key.charCodeAt(at), 0x85eb_ca6b);
    hash ^= hash >>> 13;
  }
  for (; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x85eb_ca6b);
  hash = Math.imul(hash, 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) & HASH_MASK;
}

/** Empty, or the lone dash that logs write for it. */
function isNothing(text: string): boolean {
  return text === "" || text === "-";
}
