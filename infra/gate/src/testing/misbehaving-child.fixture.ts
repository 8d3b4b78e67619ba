import { spawn } from "node:child_process";
import { readdirSync, readSync, writeFileSync, writeSync } from "node:fs";
import { connect } from "node:net";
import { ANSWER, HEADER_BYTES, headerOf, joined, readHeader, REQUEST } from "../sandbox/frames.ts";

// In place of the child that serves a model: does on purpose what a model, or whoever took over its process, might.
// What it is to do comes where the model would; what it found out goes back as the words of a refusal.

type Wish = { readonly does: string; readonly port?: number };

function take(count: number): Uint8Array {
  const bytes = new Uint8Array(count);
  for (let at = 0; at < count;) {
    const read = readSync(0, bytes, at, count - at, null);
    if (read === 0) process.exit(0);
    at += read;
  }
  return bytes;
}

function say(kind: number, words = ""): void {
  const payload = new TextEncoder().encode(words);
  writeSync(3, joined([headerOf(kind, payload.length), payload]));
}

function tell(found: unknown): void {
  say(ANSWER.refused, JSON.stringify(found));
}

function refusedBy(attempt: () => unknown): string | null {
  try {
    attempt();
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

function connected(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", timeout: 1_000 }, () => resolve(true));
    for (const event of ["error", "timeout"]) socket.once(event, () => resolve(false));
  });
}

const DOES: Readonly<Record<string, (wish: Wish) => unknown>> = {
  loop: () => {
    for (;;);
  },
  allocate: () => {
    const held: Buffer[] = [];
    for (;;) held.push(Buffer.alloc(8 * 1_048_576, 1));
  },
  heap: () => {
    const held: unknown[] = [];
    for (;;) held.push(Array.from({ length: 100_000 }, () => ({ held: held.length })));
  },
  look: () => tell({ env: Object.keys(process.env), beside: readdirSync(".") }),
  write: () => tell({ write: refusedBy(() => writeFileSync("left-behind", "x")) }),
  spawn: () => tell({ spawn: refusedBy(() => spawn("/bin/sleep", ["60"])) }),
  connect: async ({ port = 0 }) => tell({ connected: await connected(port) }),
  garbage: () => writeSync(3, Buffer.alloc(1_048_576, 7)),
  lie: () => say(42),
  die: () => process.exit(7),
};

function serve(): void {
  const { kind, length } = readHeader(take(HEADER_BYTES));
  const payload = take(length);
  if (kind === REQUEST.hello) {
    say(ANSWER.ready);
    serve();
    return;
  }
  const text = new TextDecoder().decode(payload);
  const wish = JSON.parse(text.slice(text.lastIndexOf('{"does"'))) as Wish;
  void DOES[wish.does]?.(wish);
}

// Something to wait for, so that it does not end before it is told to.
setInterval(() => undefined, 60_000);
serve();
