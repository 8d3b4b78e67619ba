import { connect, type Socket } from "node:net";

export type LogRing = {
  /** Milliseconds since the epoch when the ring was last known to be attached and read; null when it never was. */
  freshAt(): number | null;
  /** Lets go of the process that is read and attaches to the one that listens now; after a reload both live for a while. */
  reattach(): void;
  close(): Promise<void>;
};

type RingOptions = {
  readonly socketPath: string;
  readonly ring: string;
  /** Called with the bytes of each whole line. */
  readonly onLine: (bytes: Buffer, start: number, end: number, now: number) => void;
  readonly now?: () => number;
};

const DRAIN_EVERY_MS = 200;
const RETRY_MS = 400;
const CHUNK = 16 * 1024; // some 350 lines, about a millisecond
const NEWLINE = 0x0a;

/**
 * Follows a ring with `show events RING -wn` and attaches again when HAProxy restarts. HAProxy writes every line by itself;
 * taking them as they come would wake this process for each request, so the kernel keeps them and they are read five times a second.
 */
export function followRing({ socketPath, ring, onLine, now = Date.now }: RingOptions): LogRing {
  const lines = lineSplitter(onLine);
  let socket: Socket | null = null;
  let attached = false;
  let lastRead: number | null = null;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  const attach = () => {
    const buffer = Buffer.allocUnsafe(CHUNK);
    const next = connect({
      path: socketPath,
      onread: {
        buffer,
        callback(bytes) {
          lines.push(buffer, bytes, now());
          // A full buffer means that there is more: read on when others had their turn, else wait for the next drain.
          if (bytes === CHUNK) setImmediate(() => next.resume());
          return false;
        },
      },
    });
    next.unref();
    next.on("connect", () => {
      attached = true;
      next.write(`show events ${ring} -wn\n`);
    });
    next.on("error", () => next.destroy());
    next.on("close", () => {
      attached = false;
      socket = null;
      lines.reset();
      if (!closed) retry = setTimeout(attach, RETRY_MS).unref();
    });
    socket = next;
  };
  const drain = setInterval(() => {
    if (!attached || socket === null) return;
    lastRead = now();
    socket.resume();
  }, DRAIN_EVERY_MS).unref();

  attach();
  return {
    freshAt: () => lastRead,
    reattach: () => void socket?.destroy(),
    close() {
      closed = true;
      clearInterval(drain);
      clearTimeout(retry);
      socket?.destroy();
      return Promise.resolve();
    },
  };
}

/** Cuts a stream of chunks into lines; the unfinished last one waits for the next chunk. */
export function lineSplitter(onLine: RingOptions["onLine"]): {
  push(chunk: Buffer, length: number, now: number): void;
  reset(): void;
} {
  let rest = Buffer.alloc(0);
  return {
    push(chunk, length, now) {
      let from = 0;
      if (rest.length > 0) {
        const end = chunk.indexOf(NEWLINE);
        const whole = end !== -1 && end < length;
        rest = Buffer.concat([rest, chunk.subarray(0, whole ? end : length)]);
        if (!whole) return;
        onLine(rest, 0, rest.length, now);
        rest = Buffer.alloc(0);
        from = end + 1;
      }
      for (;;) {
        const end = chunk.indexOf(NEWLINE, from);
        if (end === -1 || end >= length) break;
        if (end > from) onLine(chunk, from, end, now);
        from = end + 1;
      }
      if (from < length) rest = Buffer.from(chunk.subarray(from, length));
    },
    reset() {
      rest = Buffer.alloc(0);
    },
  };
}
