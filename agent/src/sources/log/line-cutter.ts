/** Called with the bytes of one whole line, without its end; the bytes are only good during the call. */
export type OnLine = (bytes: Uint8Array, start: number, end: number) => void;

/** Cuts what is read into lines. A line over the limit is left out whole and counted. */
export type LineCutter = {
  /** Where to read the next bytes to; never empty. */
  room(): Uint8Array;
  /** Takes the first `length` bytes of `room()` as read. */
  took(length: number, onLine: OnLine): void;
  /** Forgets half a line: what follows begins anew. */
  reset(): void;
  tooLong(): number;
};

export const LONGEST_LINE = 16 * 1024;
const CHUNK = 64 * 1024;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

export function lineCutter(): LineCutter {
  const bytes = new Uint8Array(LONGEST_LINE + CHUNK);
  let held = 0; // bytes of an unfinished line at the front
  let skipping = false; // inside a line that is over the limit
  let tooLong = 0;
  return {
    room: () => bytes.subarray(held, held + CHUNK),
    took(length, onLine) {
      const filled = held + length;
      let from = 0;
      let search = held;
      for (;;) {
        const at = bytes.indexOf(NEWLINE, search);
        if (at === -1 || at >= filled) break;
        const end = at > from && bytes[at - 1] === RETURN ? at - 1 : at;
        if (skipping) skipping = false;
        else if (end - from > LONGEST_LINE) tooLong += 1;
        else if (end > from) onLine(bytes, from, end);
        from = at + 1;
        search = from;
      }
      held = filled - from;
      if (held > LONGEST_LINE || skipping) {
        if (!skipping) tooLong += 1;
        skipping = true;
        held = 0;
      } else if (from > 0) bytes.copyWithin(0, from, filled);
    },
    reset() {
      held = 0;
      skipping = false;
    },
    tooLong: () => tooLong,
  };
}
