import { belongsTo, integerAt, afterSpace, startsWith, type LogFilter, type RequestLog } from "./log-line.ts";

const CLIENT_ABORT = 0x43; // "C"
const QUOTE = 0x22;
const SLASH = 0x2f;
const PLUS = 0x2b;

/**
 * Parses one line of HAProxy's own `option httplog` in place. Null for a line of another shape, for one of another service
 * and for a request that its client gave up.
 */
export function parseHttpLogLine(bytes: Buffer, start: number, end: number, filter: LogFilter): RequestLog | null {
  // client [date] frontend backend/server timers status bytes cookie cookie state …
  const backend = fieldAt(bytes, start, end, 3);
  if (!belongsTo(bytes, backend, end, filter.backends)) return null;
  const timers = afterSpace(bytes, backend, end);
  const active = afterSlashes(bytes, timers, end, 4);
  // With `option logasap` the time so far is marked with a plus.
  const activeMs = integerAt(bytes, bytes[active] === PLUS ? active + 1 : active, end);
  if (activeMs < 0) return null;
  const status = integerAt(bytes, afterSpace(bytes, timers, end), end);
  const state = fieldAt(bytes, timers, end, 5);
  if (state >= end || bytes[state] === CLIENT_ABORT) return null;
  const quote = bytes.indexOf(QUOTE, state);
  if (quote === -1 || quote >= end) return null;
  const path = afterSpace(bytes, quote, end);
  return {
    activeMs,
    failed: status < 100 || status >= 500,
    search: startsWith(bytes, path, end, filter.search),
    checkout: startsWith(bytes, path, end, filter.checkout),
  };
}

function fieldAt(bytes: Buffer, start: number, end: number, fields: number): number {
  let at = start;
  for (let field = 0; field < fields; field += 1) at = afterSpace(bytes, at, end);
  return at;
}

function afterSlashes(bytes: Buffer, start: number, end: number, count: number): number {
  let at = start;
  for (let seen = 0; seen < count && at < end; at += 1) if (bytes[at] === SLASH) seen += 1;
  return at;
}
