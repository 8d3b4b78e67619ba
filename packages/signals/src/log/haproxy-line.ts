import { forgetVisitor, readPath, type LineParser, type LineTraits, type RequestLine } from "./request-line.ts";
import { mobileByClientHint, mobileByUserAgent, regionReader, sessionOf } from "./visitor.ts";

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

// Expressions run as native code even where the agent runs without an optimising compiler. Every part ends at a character
// that it cannot contain, so a line that does not fit is given up in time proportional to its length.
const OWN_LINE =
  /^(\d{1,9}) -?\d+ -?\d+ (-?\d{1,3}) [^ ]+ [^ ]+ ([^ ])[^ ]* ([^ ]*)(?: (-?\d{1,15}) ([^ ]+)(?: \{([^}]*)\})?)?/;

// IP:PORT [DATE] FRONTEND BACKEND/SERVER TR/Tw/Tc/Tr/Ta STATUS BYTES CC CS TSC COUNTS QUEUES {captures} "METHOD PATH".
const HTTPLOG_LINE =
  /^(?:|.{0,200}?\]: )([^ ]{1,64}):\d{1,5} \[[^\]]+\] [^ ]+ [^ ]+ (?:-?\d+\/){4}\+?(\d{1,9}) (-?\d{1,3}) \+?(\d{1,15}) [^ ]+ [^ ]+ ([^ ])[^ ]* [^ ]+ [^ ]+ (?:\{([^}]*)\} )?(?:\{[^}]*\} )?"[A-Z]+ ([^ "]+)/;

/** Reads lines of `HAPROXY_LOG_FORMAT`, with or without the visitor's fields behind it, and without a syslog header. */
export function haproxyLineParser(traits: LineTraits, captures: Captures = {}): LineParser {
  const readCaptures = captureReader(traits, captures);
  return (line, into) => {
    const match = OWN_LINE.exec(line);
    if (match === null || match[3] === "C") return false;
    into.durationMs = Number(match[1]);
    into.failed = hasFailed(Number(match[2]));
    readPath(match[4] ?? "", traits, into);
    forgetVisitor(into);
    const client = match[6];
    if (client === undefined) return true;
    into.bytes = Number(match[5]);
    if (captures.session === undefined) into.session = sessionOf(client, traits);
    if (match[7] !== undefined) readCaptures(match[7], into);
    return true;
  };
}

/**
 * Reads HAProxy's default format for HTTP (`option httplog`), with whatever a syslog daemon put before it. A request that
 * was none (`<BADREQ>`) is not counted.
 */
export function haproxyHttplogParser(traits: LineTraits, captures: Captures = {}): LineParser {
  const readCaptures = captureReader(traits, captures);
  return (line, into) => {
    const match = HTTPLOG_LINE.exec(line);
    if (match === null || match[5] === "C") return false;
    into.durationMs = Number(match[2]);
    into.failed = hasFailed(Number(match[3]));
    readPath(match[7] ?? "", traits, into);
    forgetVisitor(into);
    into.bytes = Number(match[4]);
    if (captures.session === undefined) into.session = sessionOf(match[1] ?? "", traits);
    if (match[6] !== undefined) readCaptures(match[6], into);
    return true;
  };
}

/** Reads `a|b|c`. HAProxy writes braces and pipes inside a header as `#7B` and the like. */
function captureReader(traits: LineTraits, captures: Captures): (text: string, into: RequestLine) => void {
  const { userAgent, mobileHint, region, session } = captures;
  const regionOf = regionReader(traits);
  return (text, into) => {
    const headers = text.split("|");
    if (userAgent !== undefined) into.mobile = mobileByUserAgent(headers[userAgent] ?? "");
    if (mobileHint !== undefined) {
      const hinted = mobileByClientHint(headers[mobileHint] ?? "");
      if (hinted >= 0) into.mobile = hinted;
    }
    if (region !== undefined) into.region = regionOf(headers[region] ?? "");
    if (session !== undefined) into.session = sessionOf(headers[session] ?? "", traits);
  };
}

function hasFailed(status: number): boolean {
  return status < 100 || status >= 500;
}
