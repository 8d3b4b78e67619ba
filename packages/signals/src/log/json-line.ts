import { inMs } from "./common-line.ts";
import { forgetVisitor, readPath, type LineParser, type LineTraits, type RequestLine } from "./request-line.ts";
import { mobileByClientHint, mobileByUserAgent, regionReader, sessionOf } from "./visitor.ts";

/** Where in a JSON line things are: a key, or keys of nested objects joined by dots. Absent: the log does not have it. */
export type JsonLineFields = {
  readonly status: string;
  readonly path: string;
  readonly duration?: string;
  /** How many units of `duration` a ms has. */
  readonly unitsPerMs: number;
  readonly bytes?: string;
  readonly userAgent?: string;
  readonly mobileHint?: string;
  readonly region?: string;
  readonly session?: string;
};

const CLIENT_CLOSED = 499;

/** Reads one JSON object a line, with the engine's own parser: no scanner written in the language is as quick. */
export function jsonLineParser(traits: LineTraits, fields: JsonLineFields): LineParser {
  const status = reader(fields.status);
  const path = reader(fields.path);
  const duration = reader(fields.duration);
  const sent = reader(fields.bytes);
  const readVisitor = visitorReader(traits, fields);
  return (line, into) => {
    const record = parsed(line);
    if (record === null) return false;
    const code = numberOf(status(record));
    if (!(code >= 0) || code === CLIENT_CLOSED) return false;
    const where = path(record);
    readPath(typeof where === "string" ? where : "", traits, into);
    forgetVisitor(into);
    into.failed = code < 100 || code >= 500;
    const time = numberOf(duration(record));
    into.durationMs = time >= 0 ? inMs(time, fields.unitsPerMs) : Number.NaN;
    const bytes = numberOf(sent(record));
    if (bytes >= 0) into.bytes = bytes;
    readVisitor(record, into);
    return true;
  };
}

type Json = Readonly<Record<string, unknown>>;
type Reader = (record: Json) => unknown;

function reader(field: string | undefined): Reader {
  if (field === undefined) return () => undefined;
  const keys = field.split(".");
  if (keys.length === 1) return (record) => record[field];
  return (record) => {
    let at: unknown = record;
    for (const key of keys) {
      if (typeof at !== "object" || at === null) return undefined;
      at = (at as Json)[key];
    }
    return at;
  };
}

function visitorReader(traits: LineTraits, fields: JsonLineFields): (record: Json, into: RequestLine) => void {
  const userAgent = reader(fields.userAgent);
  const mobileHint = reader(fields.mobileHint);
  const region = reader(fields.region);
  const session = reader(fields.session);
  const regionOf = regionReader(traits);
  return (record, into) => {
    const agent = userAgent(record);
    if (typeof agent === "string") into.mobile = mobileByUserAgent(agent);
    const hint = mobileHint(record);
    const hinted = typeof hint === "boolean" ? Number(hint) : typeof hint === "string" ? mobileByClientHint(hint) : -1;
    if (hinted >= 0) into.mobile = hinted;
    const place = region(record);
    if (typeof place === "string") into.region = regionOf(place);
    const key = session(record);
    if (typeof key === "string") into.session = sessionOf(key, traits);
  };
}

function parsed(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Json) : null;
  } catch {
    return null;
  }
}

// Many loggers write numbers as texts.
function numberOf(value: unknown): number {
  if (typeof value === "number") return value;
  return typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
}
