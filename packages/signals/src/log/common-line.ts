import { forgetVisitor, readPath, type LineParser, type LineTraits, type RequestLine } from "./request-line.ts";
import { mobileByClientHint, mobileByUserAgent, regionReader, sessionOf } from "./visitor.ts";

/** What the fields behind the combined format are, in their order; `skip` for one that means nothing here. */
export type TrailingField = "request_time" | "region" | "session" | "mobile_hint" | "skip";

export type CommonLineSettings = {
  readonly trailing: readonly TrailingField[];
  /** How many units of `request_time` a ms has: 0.001 for nginx's `$request_time` (s), 1000 for Apache's `%D` (µs). */
  readonly unitsPerMs: number;
};

// What stands between quotes: nginx writes a quote inside as \x22, Apache as \". No part can match what another does.
const QUOTED = String.raw`"([^"\\]*(?:\\.[^"\\]*)*)"`;
const COMMON = String.raw`^([^ ]+) [^[]*\[[^\]]*\] ${QUOTED} (\d{3}) (\d{1,15}|-)`;
const COMBINED = `(?: ${QUOTED} ${QUOTED}`;
const FIELD = String.raw` (?:${QUOTED}|([^ "][^ ]*))`;
const DECIMAL = /^\d{1,12}(?:\.\d{1,9})?$/;
// nginx: the client closed the connection before the answer.
const CLIENT_CLOSED = 499;
const FIRST_FIELD = 7;

/**
 * Reads the NCSA common and combined formats, with whatever the host's config says stands behind them:
 * `HOST IDENT USER [DATE] "REQUEST" STATUS BYTES ["REFERER" "USER AGENT" [FIELD …]]`, FIELD quoted or not.
 */
export function commonLineParser(traits: LineTraits, settings: CommonLineSettings): LineParser {
  const { trailing } = settings;
  const fields = trailing.map(() => `(?:${FIELD}`).join("") + ")?".repeat(trailing.length);
  const pattern = new RegExp(`${COMMON}${COMBINED}${fields})?`);
  const sessionByHost = !trailing.includes("session");
  const readField = fieldReader(traits, settings);
  return (line, into) => {
    const match = pattern.exec(line);
    if (match === null) return false;
    const status = Number(match[3]);
    if (status < 100 || status === CLIENT_CLOSED) return false;
    const request = match[2] ?? "";
    readPath(request.slice(request.indexOf(" ") + 1), traits, into);
    forgetVisitor(into);
    into.failed = status >= 500;
    into.durationMs = Number.NaN;
    // A dash is an answer without a body.
    into.bytes = match[4] === "-" ? 0 : Number(match[4]);
    if (sessionByHost) into.session = sessionOf(match[1] ?? "", traits);
    const agent = match[6];
    if (agent === undefined) return true;
    into.mobile = mobileByUserAgent(agent);
    for (let index = 0; index < trailing.length; index += 1) {
      const text = match[FIRST_FIELD + 2 * index] ?? match[FIRST_FIELD + 2 * index + 1];
      if (text !== undefined) readField(trailing[index] ?? "skip", text, into);
    }
    return true;
  };
}

function fieldReader(
  traits: LineTraits,
  { unitsPerMs }: CommonLineSettings,
): (field: TrailingField, text: string, into: RequestLine) => void {
  const regionOf = regionReader(traits);
  return (field, text, into) => {
    switch (field) {
      case "request_time":
        if (DECIMAL.test(text)) into.durationMs = inMs(Number(text), unitsPerMs);
        return;
      case "region":
        into.region = regionOf(text);
        return;
      case "session":
        into.session = sessionOf(text, traits);
        return;
      case "mobile_hint": {
        const hinted = mobileByClientHint(text);
        if (hinted >= 0) into.mobile = hinted;
        return;
      }
      case "skip":
        return;
      default:
        field satisfies never;
    }
  };
}

/** A time in ms, exact to the µs: 0.057 s are 57 ms and not 57.00000000000001. */
export function inMs(time: number, unitsPerMs: number): number {
  return Math.round((time / unitsPerMs) * 1000) / 1000;
}
