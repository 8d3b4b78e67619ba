import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { lineCutter, type OnLine } from "./line-cutter.ts";

/** One open log file, read from a position on, whatever its name is by now. */
export type FileTail = {
  readonly device: number;
  readonly inode: number;
  /** Reads what is new, at most `most` bytes. `onLine` gets how far through this piece its line ends, in (0, 1]. */
  read(most: number, onLine: (bytes: Uint8Array, start: number, end: number, share: number) => void): TailRead;
  tooLong(): number;
  close(): void;
};

/** `more` bytes are left in the file. `truncated`: it was cut, so it is read from its beginning. */
export type TailRead = { readonly bytes: number; readonly more: boolean; readonly truncated: boolean };

const HEAD = 64;

/**
 * Opens a file to follow. A file that was cut by `copytruncate` may have grown past the old position by the next look:
 * its first bytes tell, so they are kept and compared.
 */
export function openTail(path: string, from: "beginning" | "end"): FileTail {
  const file = openSync(path, "r");
  try {
    return tailOf(file, from);
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function tailOf(file: number, from: "beginning" | "end"): FileTail {
  const { size, dev, ino } = fstatSync(file);
  const cutter = lineCutter();
  let position = from === "end" ? size : 0;
  let head = readHead(file);
  // Opened inside a line: what is left of it is not a line.
  let inside = from === "end" && size > 0 && !endsLine(file, size);

  const wasCut = (sizeNow: number): boolean => {
    if (sizeNow < position) return true;
    if (sizeNow === position || head.length === 0) return false;
    return !readHead(file).subarray(0, head.length).equals(head);
  };
  return {
    device: dev,
    inode: ino,
    read(most, onLine) {
      const sizeNow = fstatSync(file).size;
      const truncated = wasCut(sizeNow);
      if (truncated) {
        position = 0;
        inside = false;
        cutter.reset();
        head = readHead(file);
      } else if (head.length < HEAD && sizeNow > position) head = readHead(file);
      const piece = Math.min(most, sizeNow - position);
      let done = 0;
      while (done < piece) {
        const length = readSync(file, cutter.room(), 0, Math.min(cutter.room().length, piece - done), position);
        if (length === 0) break;
        const before = done;
        position += length;
        done += length;
        const emit: OnLine = (bytes, start, end) => {
          if (inside) inside = false;
          else {
            const share = (before + end) / piece;
            onLine(bytes, start, end, share > 1 ? 1 : share);
          }
        };
        cutter.took(length, emit);
      }
      return { bytes: done, more: position < sizeNow, truncated };
    },
    tooLong: () => cutter.tooLong(),
    close: () => closeSync(file),
  };
}

function readHead(file: number): Buffer {
  const bytes = Buffer.alloc(HEAD);
  return bytes.subarray(0, readSync(file, bytes, 0, HEAD, 0));
}

function endsLine(file: number, size: number): boolean {
  const last = Buffer.alloc(1);
  return readSync(file, last, 0, 1, size - 1) === 1 && last[0] === 0x0a;
}
