// Bits of the first byte of a sequence, and the least code point that may take so many bytes (RFC 3629).
const LEADS = [
  { mask: 0xe0, lead: 0xc0, more: 1, least: 0x80 },
  { mask: 0xf0, lead: 0xe0, more: 2, least: 0x800 },
  { mask: 0xf8, lead: 0xf0, more: 3, least: 0x10000 },
] as const;
const LAST = 0x10ffff;
const CHUNK = 4096;

/** The text of UTF-8 bytes, null where they are none: overlong forms, lone surrogates, cut sequences. */
export function textOf(bytes: Uint8Array): string | null {
  let text = "";
  let points: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] ?? 0;
    const lead = first < 0x80 ? null : LEADS.find(({ mask, lead: wanted }) => (first & mask) === wanted);
    if (lead === undefined) return null;
    const point = lead === null ? first : pointOf(bytes, at, lead);
    if (point === null) return null;
    points.push(point);
    at += lead === null ? 1 : 1 + lead.more;
    if (points.length < CHUNK) continue;
    text += String.fromCodePoint(...points);
    points = [];
  }
  return text + String.fromCodePoint(...points);
}

function pointOf(bytes: Uint8Array, at: number, { mask, more, least }: (typeof LEADS)[number]): number | null {
  let point = (bytes[at] ?? 0) & ~mask & 0xff;
  for (let next = 1; next <= more; next += 1) {
    const byte = bytes[at + next] ?? 0;
    if ((byte & 0xc0) !== 0x80) return null;
    point = (point << 6) | (byte & 0x3f);
  }
  const isSurrogate = point >= 0xd800 && point <= 0xdfff;
  return point < least || point > LAST || isSurrogate ? null : point;
}
