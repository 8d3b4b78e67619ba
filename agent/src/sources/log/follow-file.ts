import { statSync } from "node:fs";
import { messageOf } from "../../agent-error.ts";
import { openTail, type FileTail } from "./file-tail.ts";

/** Called with each whole line and the time it is taken to have been written, in ms since the epoch. */
export type OnTimedLine = (bytes: Uint8Array, start: number, end: number, at: number) => void;

export type FileFollower = {
  /** Why the file cannot be read now, in a sentence; null when it can. */
  problem(): string | null;
  /** True until a file was there for the first time. */
  waiting(): boolean;
  tooLong(): number;
  close(): void;
};

export type FollowOptions = {
  readonly path: string;
  readonly onLine: OnTimedLine;
  readonly now: () => number;
  readonly pollMs: number;
};

// A daemon goes on writing to the file it has open until it is told to open the new one.
const OLD_FILE_MS = 10_000;
const MOST_OLD_FILES = 2;
// What one look may read; what is left comes after everything else had its turn.
const PIECE = 2 * 1024 * 1024;

type Old = { readonly tail: FileTail; until: number };

/**
 * Follows a path across rename and create, copytruncate, a swapped symbolic link and a file that is not there yet. A file
 * that is there at the start is read from its end, so nothing is counted twice after a restart; one that appears later
 * is new from its beginning. It polls: two system calls a look cost less than a wake-up for every write.
 */
export function followFile(options: FollowOptions): FileFollower {
  const state: State = { tail: null, old: [], problem: null, next: "end" };
  openNext(state, options.path);
  let lastLook = options.now();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const look = () => {
    const now = options.now();
    const more = lookAt(state, options, lastLook, now);
    lastLook = now;
    if (!closed) timer = setTimeout(look, more ? 0 : options.pollMs).unref();
  };
  timer = setTimeout(look, options.pollMs).unref();
  return {
    problem: () => state.problem,
    waiting: () => state.tail === null && state.problem === null,
    tooLong: () => tailsOf(state).reduce((sum, tail) => sum + tail.tooLong(), 0),
    close() {
      closed = true;
      clearTimeout(timer);
      for (const tail of tailsOf(state)) tail.close();
    },
  };
}

/** `next` is from where the path is read when it can be opened next: a file that comes is new, one that was there is not. */
type State = { tail: FileTail | null; old: Old[]; problem: string | null; next: "beginning" | "end" };

function tailsOf({ tail, old }: State): readonly FileTail[] {
  return [...(tail === null ? [] : [tail]), ...old.map((one) => one.tail)];
}

/** Whether there is more to read at once. */
function lookAt(state: State, options: FollowOptions, since: number, now: number): boolean {
  try {
    if (hasChanged(options.path, state.tail) && state.tail !== null) {
      state.old.push({ tail: state.tail, until: now + OLD_FILE_MS });
      state.tail = null;
    }
    if (state.tail === null) openNext(state, options.path);
    const old = state.old.map((one) => drainOld(one, options, since, now));
    state.old = state.old.filter((one, index) => {
      const keep = now <= one.until && index >= state.old.length - MOST_OLD_FILES;
      if (!keep) one.tail.close();
      return keep;
    });
    const more = state.tail === null ? false : read(state.tail, options, since, now).more;
    return more || old.some(Boolean);
  } catch (error) {
    state.problem = unreadable(options.path, error);
    return false;
  }
}

function openNext(state: State, path: string): void {
  try {
    state.tail = openTail(path, state.next);
    state.problem = null;
    state.next = "beginning";
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") state.next = "beginning";
    else state.problem = unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): string {
  return `${path} cannot be read (${messageOf(error)}): let the agent's user read it.`;
}

function drainOld(old: Old, options: FollowOptions, since: number, now: number): boolean {
  const { bytes, more } = read(old.tail, options, since, now);
  if (bytes > 0) old.until = now + OLD_FILE_MS;
  return more;
}

// Lines carry no time that could be relied on; those of one look are spread evenly over the time since the last.
function read(tail: FileTail, { onLine }: FollowOptions, since: number, now: number) {
  return tail.read(PIECE, (bytes, start, end, share) => onLine(bytes, start, end, since + (now - since) * share));
}

// Gone is no change: whoever has the old file open may still be writing to it.
function hasChanged(path: string, tail: FileTail | null): boolean {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there === undefined || tail === null) return false;
  return there.ino !== tail.inode || there.dev !== tail.device;
}
