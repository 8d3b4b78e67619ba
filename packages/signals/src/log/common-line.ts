import { decimalAt, find, isNothing, QUOTE, skipFields, SPACE, startsWith, wholeNumberAt } from "./bytes.ts";
import type { LineParser, LineTraits, RequestLine } from "./request-line.ts";
import { mobileByClientHint, mobileByUserAgent, regionOf, sessionOf } from "./visitor.ts";

/** What the fields behind the combined format are, in their order; `skip` for one that means nothing here. */
export type TrailingField = "request_time" | "region" | "session" | "mobile_hint" | "skip";

export type CommonLineSettings = {
  readonly trailing: readonly TrailingField[];
  /** What one unit of `request_time` is, in ms: 1000 for nginx's `$request_time`, 0.001 for Apache's `%D`. */
  readonly timeUnitMs: number;
};

const BRACKET_END = 0x5d;
const BACKSLASH = 0x5c;
// nginx: the client closed the connection before the answer.
const CLIENT_CLOSED = 499;

/**
 * Reads the NCSA common and combined formats, with whatever the host's config says stands behind them:
 * `HOST IDENT USER [DATE] "REQUEST" STATUS BYTES ["REFERER" "USER AGENT" [FIELD …]]`.
 */
export function commonLineParser(traits: LineTraits, settings: CommonLineSettings): LineParser {
  const sessionByHost = !settings.trailing.includes("session");
  return (bytes, start, end, into) => {
    const date = find(bytes, BRACKET_END, start, end);
    const request = find(bytes, QUOTE, date, end) + 1;
    const requestEnd = quoteEnd(bytes, request, end);
    if (requestEnd >= end) return false;
    const statusAt = requestEnd + 2;
    const status = wholeNumberAt(bytes, statusAt, end);
    if (status < 100 || status === CLIENT_CLOSED) return false;
    const path = skipFields(bytes, request, requestEnd, 1);
    into.failed = status >= 500;
    into.search = startsWith(bytes, path, requestEnd, traits.searchPath);
    into.checkout = startsWith(bytes, path, requestEnd, traits.checkoutPath);
    into.durationMs = Number.NaN;
    into.mobile = -1;
    into.region = -1;
    into.session = sessionByHost ? sessionOf(bytes, start, find(bytes, SPACE, start, end), traits) : -1;
    const sentAt = skipFields(bytes, statusAt, end, 1);
    // A dash is an answer without a body.
    into.bytes = sentAt < end ? Math.max(0, wholeNumberAt(bytes, sentAt, end)) : -1;
    const referer = find(bytes, QUOTE, sentAt, end) + 1;
    if (referer >= end) return true;
    const agent = quoteEnd(bytes, referer, end) + 3;
    const agentEnd = quoteEnd(bytes, agent, end);
    into.mobile = mobileByUserAgent(bytes, agent, agentEnd);
    readTrailing(bytes, agentEnd + 2, end, traits, settings, into);
    return true;
  };
}

function readTrailing(
  bytes: Uint8Array,
  start: number,
  end: number,
  traits: LineTraits,
  { trailing, timeUnitMs }: CommonLineSettings,
  into: RequestLine,
): void {
  let at = start;
  for (let index = 0; index < trailing.length && at < end; index += 1) {
    const quoted = bytes[at] === QUOTE;
    const from = quoted ? at + 1 : at;
    const to = quoted ? quoteEnd(bytes, from, end) : find(bytes, SPACE, from, end);
    readField(trailing[index] ?? "skip", bytes, from, to, traits, timeUnitMs, into);
    at = quoted ? to + 2 : to + 1;
  }
}

function readField(
  field: TrailingField,
  bytes: Uint8Array,
  from: number,
  to: number,
  traits: LineTraits,
  timeUnitMs: number,
  into: RequestLine,
): void {
  switch (field) {
    case "request_time": {
      const time = isNothing(bytes, from, to) ? -1 : decimalAt(bytes, from, to);
      if (time >= 0) into.durationMs = time * timeUnitMs;
      return;
    }
    case "region":
      into.region = regionOf(bytes, from, to, traits);
      return;
    case "session":
      into.session = sessionOf(bytes, from, to, traits);
      return;
    case "mobile_hint": {
      const hinted = mobileByClientHint(bytes, from, to);
      if (hinted >= 0) into.mobile = hinted;
      return;
    }
    case "skip":
      return;
    default:
      field satisfies never;
  }
}

// nginx writes a quote inside a value as \x22, Apache as \": one behind an odd number of backslashes does not end it.
function quoteEnd(bytes: Uint8Array, from: number, end: number): number {
  let at = find(bytes, QUOTE, from, end);
  while (at < end && bytes[at - 1] === BACKSLASH && isEscaped(bytes, from, at)) at = find(bytes, QUOTE, at + 1, end);
  return at;
}

function isEscaped(bytes: Uint8Array, from: number, quote: number): boolean {
  let at = quote;
  while (at > from && bytes[at - 1] === BACKSLASH) at -= 1;
  return (quote - at) % 2 === 1;
}
