import { fstatSync, readSync, writeSync } from "node:fs";
import type { PolicyContract } from "../policy-contract.ts";
import {
  ANSWER,
  bytesOf,
  floatsOf,
  HEADER_BYTES,
  headerOf,
  joined,
  readHeader,
  REFUSAL_BYTES,
  REQUEST,
} from "./frames.ts";
import { openPolicy, type OpenPolicy } from "./open-policy.ts";

// What the runtime or a library prints must not get between the answers: they have a pipe of their own.
const REQUESTS = 0;
const ANSWERS = 3;

/** Runs one model for the gate and nothing else; everything is synchronous, as it is in the agent. */
function serve(): void {
  let policy: OpenPolicy | null = null;
  for (;;) {
    const header = take(HEADER_BYTES);
    if (header === null) return;
    const { kind, length } = readHeader(header);
    const payload = take(length);
    if (payload === null) return;
    try {
      if (kind === REQUEST.load) {
        policy = load(payload);
        say(ANSWER.ready, new Uint8Array(0));
      } else if (kind === REQUEST.hello) {
        say(ANSWER.ready, new Uint8Array(0));
      } else if (policy !== null) {
        const { rows, together } = runOf(payload);
        const { outputs, took } = policy.run(rows, together);
        say(ANSWER.ran, joined([bytesOf(outputs), bytesOf(took)]));
      }
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      say(ANSWER.refused, new TextEncoder().encode(words).subarray(0, REFUSAL_BYTES));
    }
  }
}

function load(payload: Uint8Array): OpenPolicy {
  const view = new DataView(payload.buffer, payload.byteOffset);
  const from = 4 + view.getUint32(0, true);
  const contract = JSON.parse(new TextDecoder().decode(payload.subarray(4, from))) as PolicyContract;
  // The working directory is the empty folder: external data has nowhere to come from.
  return openPolicy(Uint8Array.from(payload.subarray(from)), contract, process.cwd());
}

function runOf(payload: Uint8Array): { rows: Float32Array; together: boolean } {
  return { together: payload[0] === 1, rows: floatsOf(payload.subarray(4)) };
}

/** So many bytes of the requests; null when there are no more to come. */
function take(count: number): Uint8Array | null {
  const bytes = new Uint8Array(count);
  for (let at = 0; at < count;) {
    const read = readSync(REQUESTS, bytes, at, count - at, null);
    if (read === 0) return null;
    at += read;
  }
  return bytes;
}

function say(kind: number, payload: Uint8Array): void {
  const bytes = joined([headerOf(kind, payload.length), payload]);
  for (let at = 0; at < bytes.length;) at += writeSync(ANSWERS, bytes, at);
}

// Without the pipe it was started by somebody else, and has nothing to do.
fstatSync(ANSWERS);
serve();
