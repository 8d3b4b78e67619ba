const LONGEST_TEXT = 1024;

/** The text of UTF-8 bytes, at most the first kilobyte of them; what is no UTF-8 becomes U+FFFD. */
export function utf8Text(bytes: Uint8Array, start: number, end: number): string {
  const stop = Math.min(end, start + LONGEST_TEXT);
  let text = "";
  for (let at = start; at < stop;) {
    const { point, length } = codePointAt(bytes, at, stop);
    text += String.fromCodePoint(point);
    at += length;
  }
  return text;
}

const LEAST = [0, 0, 0x80, 0x800, 0x10000];
const REPLACED = { point: 0xfffd, length: 1 };

function codePointAt(bytes: Uint8Array, at: number, end: number): { point: number; length: number } {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return { point: lead, length: 1 };
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || at + length > end) return REPLACED;
  let point = lead & (0x7f >> length);
  for (let index = 1; index < length; index += 1) {
    const next = bytes[at + index] ?? 0;
    if ((next & 0xc0) !== 0x80) return REPLACED;
    point = (point << 6) | (next & 0x3f);
  }
  const surrogate = point >= 0xd800 && point <= 0xdfff;
  return surrogate || point < (LEAST[length] ?? 0) || point > 0x10ffff ? REPLACED : { point, length };
}
