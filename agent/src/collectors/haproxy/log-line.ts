import { HAPROXY_LOG_FORMAT } from "@fleet-persona/signals";

/** The `log-format` that the ring must carry: one line a request, space-separated, the path last. */
export const LOG_FORMAT = HAPROXY_LOG_FORMAT;

/** What one request was: active time in ms (without keep-alive idle time), how it ended, which behaviour it belongs to. */
export type RequestLog = {
  readonly activeMs: number;
  readonly failed: boolean;
  readonly search: boolean;
  readonly checkout: boolean;
};

export type BehaviourPaths = { readonly search: Buffer | null; readonly checkout: Buffer | null };

/** Which lines count, and as what. `backends` is null where every line is the service's own. */
export type LogFilter = BehaviourPaths & { readonly backends: readonly Buffer[] | null };

const SPACE = 0x20;
const SLASH = 0x2f;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
const CLIENT_ABORT = 0x43; // "C", first letter of the termination state

/**
 * Parses one line of `LOG_FORMAT` in place, without making strings: five hundred lines a second are a fifth of the agent's budget.
 * Null for a line of another shape, for one of another service, and for a request that its client gave up (nobody waited).
 */
export function parseLogLine(bytes: Buffer, start: number, end: number, filter: LogFilter): RequestLog | null {
  let at = start;
  const activeMs = integerAt(bytes, at, end);
  if (activeMs < 0) return null;
  for (let field = 0; field < 3; field += 1) at = afterSpace(bytes, at, end);
  const status = integerAt(bytes, at, end);
  at = afterSpace(bytes, at, end);
  if (!belongsTo(bytes, at, end, filter.backends)) return null;
  for (let field = 0; field < 2; field += 1) at = afterSpace(bytes, at, end);
  if (at >= end || bytes[at] === CLIENT_ABORT) return null;
  const path = afterSpace(bytes, at, end);
  return {
    activeMs,
    failed: status < 100 || status >= 500,
    search: startsWith(bytes, path, end, filter.search),
    checkout: startsWith(bytes, path, end, filter.checkout),
  };
}

/** The digits at `start` as a number, -1 where there are none. */
export function integerAt(bytes: Buffer, start: number, end: number): number {
  let value = 0;
  let at = start;
  for (; at < end; at += 1) {
    const byte = bytes[at] ?? SPACE;
    if (byte < DIGIT_0 || byte > DIGIT_9) break;
    value = value * 10 + (byte - DIGIT_0);
  }
  return at === start ? -1 : value;
}

/** Where the next field begins. */
export function afterSpace(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] !== SPACE) at += 1;
  return Math.min(at + 1, end);
}

export function startsWith(bytes: Buffer, start: number, end: number, prefix: Buffer | null): boolean {
  if (prefix === null || end - start < prefix.length) return false;
  for (let index = 0; index < prefix.length; index += 1) if (bytes[start + index] !== prefix[index]) return false;
  return true;
}

/** Whether the field at `start` is one of the backends; `/` ends a field too. */
export function belongsTo(bytes: Buffer, start: number, end: number, backends: readonly Buffer[] | null): boolean {
  if (backends === null) return true;
  return backends.some((name) => {
    const after = bytes[start + name.length];
    return (after === SPACE || after === SLASH) && startsWith(bytes, start, end, name);
  });
}
