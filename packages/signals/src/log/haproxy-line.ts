import { find, skipFields, SPACE, startsWith, wholeNumberAt } from "./bytes.ts";
import type { LineParser, LineTraits, RequestLine } from "./request-line.ts";
import { mobileByClientHint, mobileByUserAgent, regionOf, sessionOf } from "./visitor.ts";

/** The `log-format` that a ring must carry: one line a request, space-separated, the path last. */
export const HAPROXY_LOG_FORMAT = "%Ta %Tw %Tr %ST %b %s %tsc %HP";

/** The same with what the behaviour signals need: bytes, client address, captured request headers in braces. */
export const HAPROXY_VISITOR_LOG_FORMAT = `${HAPROXY_LOG_FORMAT} %B %ci %hr`;

/** Which captured request header (from 0, in the order of the `capture request header` lines) carries what. */
export type Captures = {
  readonly userAgent?: number;
  readonly mobileHint?: number;
  readonly region?: number;
  /** Absent: the client's address tells sessions apart. */
  readonly session?: number;
};

const CLIENT_ABORT = 0x43; // "C", first letter of the termination state
const SLASH = 0x2f;
const BRACE = 0x7b;
const BRACE_END = 0x7d;
const PIPE = 0x7c;
const QUOTE = 0x22;
const BRACKET_END = 0x5d;
const COLON = 0x3a;
const LT = 0x3c;
const PLUS = 0x2b;

/**
 * Reads lines of `HAPROXY_LOG_FORMAT`, with or without the visitor's fields behind it.
 * A line starts at its first field: what syslog puts before it must be gone.
 */
export function haproxyLineParser(traits: LineTraits, captures: Captures = {}): LineParser {
  return (bytes, start, end, into) => {
    const durationMs = wholeNumberAt(bytes, start, end);
    if (durationMs < 0) return false;
    const statusAt = skipFields(bytes, start, end, 3);
    const stateAt = skipFields(bytes, statusAt, end, 3);
    if (stateAt >= end || bytes[stateAt] === CLIENT_ABORT) return false;
    into.durationMs = durationMs;
    into.failed = hasFailed(wholeNumberAt(bytes, statusAt, end));
    const path = skipFields(bytes, stateAt, end, 1);
    const pathEnd = find(bytes, SPACE, path, end);
    readPath(bytes, path, pathEnd, traits, into);
    forgetVisitor(into);
    if (pathEnd >= end) return true;
    const sentAt = pathEnd + 1;
    into.bytes = wholeNumberAt(bytes, sentAt, end);
    const client = skipFields(bytes, sentAt, end, 1);
    const clientEnd = find(bytes, SPACE, client, end);
    if (captures.session === undefined) into.session = sessionOf(bytes, client, clientEnd, traits);
    readCaptures(bytes, clientEnd + 1, end, traits, captures, into);
    return true;
  };
}

/**
 * Reads HAProxy's default format for HTTP (`option httplog`), with whatever a syslog daemon put before it:
 * `IP:PORT [DATE] FRONTEND BACKEND/SERVER TR/Tw/Tc/Tr/Ta STATUS BYTES CC CS TSC … {captures} "REQUEST"`.
 */
export function haproxyHttplogParser(traits: LineTraits, captures: Captures = {}): LineParser {
  return (bytes, start, end, into) => {
    // The accept date ends in "] "; a daemon's own "haproxy[123]:" ends in a colon.
    let date = find(bytes, BRACKET_END, start, end);
    while (date < end && bytes[date + 1] !== SPACE) date = find(bytes, BRACKET_END, date + 1, end);
    const timers = skipFields(bytes, date, end, 3);
    const timersEnd = find(bytes, SPACE, timers, end);
    if (timersEnd >= end) return false;
    const status = timersEnd + 1;
    const sent = skipFields(bytes, status, end, 1);
    const state = skipFields(bytes, sent, end, 3);
    if (state >= end || bytes[state] === CLIENT_ABORT) return false;
    const durationMs = lastTimer(bytes, timers, timersEnd);
    if (durationMs < 0) return false;
    into.durationMs = durationMs;
    into.failed = hasFailed(wholeNumberAt(bytes, status, end));
    forgetVisitor(into);
    into.bytes = wholeNumberAt(bytes, bytes[sent] === PLUS ? sent + 1 : sent, end);
    if (captures.session === undefined) readClient(bytes, start, date, traits, into);
    let rest = skipFields(bytes, state, end, 3);
    if (bytes[rest] === BRACE) rest = readCaptures(bytes, rest, end, traits, captures, into);
    const request = find(bytes, QUOTE, rest, end) + 1;
    if (request >= end) return false;
    if (bytes[request] === LT) return false; // <BADREQ>: nothing was asked
    const path = skipFields(bytes, request, end, 1);
    readPath(bytes, path, end, traits, into);
    return path < end;
  };
}

// Ta, the last of the five; with `option logasap` it carries a plus.
function lastTimer(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  for (let field = 0; field < 4; field += 1) at = find(bytes, SLASH, at, end) + 1;
  return at < end ? wholeNumberAt(bytes, bytes[at] === PLUS ? at + 1 : at, end) : -1;
}

// `127.0.0.1:51000 [date]`: from the space before the address to its last colon.
function readClient(bytes: Uint8Array, start: number, date: number, traits: LineTraits, into: RequestLine): void {
  let at = start;
  let from = start;
  let to = date;
  for (let next = find(bytes, SPACE, at, date); next < date; next = find(bytes, SPACE, at, date)) {
    from = at;
    to = next;
    at = next + 1;
  }
  let colon = to;
  while (colon > from && bytes[colon] !== COLON) colon -= 1;
  into.session = sessionOf(bytes, from, colon, traits);
}

/** Reads `{a|b|c}` at `from`; gives where it ends. HAProxy writes braces and pipes inside a header as `#7B` and the like. */
function readCaptures(
  bytes: Uint8Array,
  from: number,
  end: number,
  traits: LineTraits,
  captures: Captures,
  into: RequestLine,
): number {
  if (bytes[from] !== BRACE || from >= end) return from;
  const close = find(bytes, BRACE_END, from, end);
  let at = from + 1;
  for (let index = 0; at <= close; index += 1) {
    const to = find(bytes, PIPE, at, close);
    if (index === captures.userAgent && into.mobile < 0) into.mobile = mobileByUserAgent(bytes, at, to);
    if (index === captures.mobileHint) {
      const hinted = mobileByClientHint(bytes, at, to);
      if (hinted >= 0) into.mobile = hinted;
    }
    if (index === captures.region) into.region = regionOf(bytes, at, to, traits);
    if (index === captures.session) into.session = sessionOf(bytes, at, to, traits);
    at = to + 1;
  }
  return close;
}

function readPath(bytes: Uint8Array, from: number, end: number, traits: LineTraits, into: RequestLine): void {
  into.search = startsWith(bytes, from, end, traits.searchPath);
  into.checkout = startsWith(bytes, from, end, traits.checkoutPath);
}

function forgetVisitor(into: RequestLine): void {
  into.bytes = -1;
  into.mobile = -1;
  into.region = -1;
  into.session = -1;
}

function hasFailed(status: number): boolean {
  return status < 100 || status >= 500;
}
