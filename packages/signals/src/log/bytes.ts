const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
const DOT = 0x2e;
const MINUS = 0x2d;

export const SPACE = 0x20;
export const QUOTE = 0x22;

/**
 * Position of `byte` in [from, end), or `end`; what lies behind `end` never counts. Agents run without an optimising
 * compiler, where a loop over bytes takes thirty times as long as this native search (a Buffer's own, three times).
 */
export function find(bytes: Uint8Array, byte: number, from: number, end: number): number {
  const at = from < end ? bytes.indexOf(byte, from) : end;
  return at === -1 || at > end ? end : at;
}

/** Where the field after the next `count` spaces begins, at most `end`. */
export function skipFields(bytes: Uint8Array, from: number, end: number, count: number): number {
  let at = from;
  for (let field = 0; field < count && at < end; field += 1) at = find(bytes, SPACE, at, end) + 1;
  return at < end ? at : end;
}

/** The whole number at `from`; -1 when there is none there (a minus sign included). */
export function wholeNumberAt(bytes: Uint8Array, from: number, end: number): number {
  let value = 0;
  let at = from;
  for (; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte < DIGIT_0 || byte > DIGIT_9) break;
    value = value * 10 + (byte - DIGIT_0);
  }
  return at === from ? -1 : value;
}

/** The number at `from`, decimals included; -1 when there is none there. */
export function decimalAt(bytes: Uint8Array, from: number, end: number): number {
  let value = 0;
  let scale = 0;
  let at = from;
  for (; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte === DOT && scale === 0) {
      scale = 1;
      continue;
    }
    if (byte < DIGIT_0 || byte > DIGIT_9) break;
    value = value * 10 + (byte - DIGIT_0);
    scale *= 10;
  }
  if (at === from || (scale === 1 && at === from + 1)) return -1;
  return scale === 0 ? value : value / scale;
}

export function startsWith(bytes: Uint8Array, from: number, end: number, prefix: Uint8Array | null): boolean {
  if (prefix === null || end - from < prefix.length) return false;
  for (let index = 0; index < prefix.length; index += 1) if (bytes[from + index] !== prefix[index]) return false;
  return true;
}

/** Whether [from, end) is nothing: empty, or the lone dash that logs write for it. */
export function isNothing(bytes: Uint8Array, from: number, end: number): boolean {
  return end <= from || (end === from + 1 && bytes[from] === MINUS);
}

/** The bytes of an ASCII text; anything else becomes its Latin-1 byte. */
export function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}

/** The text of Latin-1 bytes. */
export function asciiText(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
