import type { LineParser, LineTraits, RequestLine } from "./request-line.ts";
import { asciiText } from "./bytes.ts";
import { sessionOfText } from "./visitor.ts";

/** Where in a JSON line things are: a key, or keys of nested objects joined by dots. Absent: the log does not have it. */
export type JsonLineFields = {
  readonly status: string;
  readonly path: string;
  readonly duration?: string;
  /** What one unit of `duration` is, in ms. */
  readonly durationUnitMs: number;
  readonly bytes?: string;
  readonly userAgent?: string;
  readonly mobileHint?: string;
  readonly region?: string;
  readonly session?: string;
};

const CLIENT_CLOSED = 499;

/**
 * Reads one JSON object a line. `decode` gives the text of [start, end), one character a byte (Latin-1): what is
 * compared here is ASCII, and the engine's own parser beats any scanner written in the language.
 */
export function jsonLineParser(
  traits: LineTraits,
  fields: JsonLineFields,
  decode: (bytes: Uint8Array, start: number, end: number) => string,
): LineParser {
  const read = readers(fields);
  const regions: Regions = new Map(traits.regions.map((region, index) => [asciiText(region), index]));
  const searchPath = traits.searchPath && asciiText(traits.searchPath);
  const checkoutPath = traits.checkoutPath && asciiText(traits.checkoutPath);
  return (bytes, start, end, into) => {
    const line = parsed(decode(bytes, start, end));
    if (line === null) return false;
    const status = numberOf(read.status(line));
    if (!(status >= 0) || status === CLIENT_CLOSED) return false;
    const path = read.path(line);
    const sent = numberOf(read.bytes(line));
    into.failed = status < 100 || status >= 500;
    into.search = typeof path === "string" && searchPath !== null && path.startsWith(searchPath);
    into.checkout = typeof path === "string" && checkoutPath !== null && path.startsWith(checkoutPath);
    const duration = numberOf(read.duration(line)) * fields.durationUnitMs;
    into.durationMs = duration >= 0 ? duration : Number.NaN;
    into.bytes = sent >= 0 ? sent : -1;
    readVisitor(line, read, traits, regions, into);
    return true;
  };
}

type Line = Readonly<Record<string, unknown>>;
type Read = (line: Line) => unknown;
type Readers = ReturnType<typeof readers>;
type Regions = ReadonlyMap<string, number>;

function readers(fields: JsonLineFields) {
  return {
    status: reader(fields.status),
    path: reader(fields.path),
    duration: reader(fields.duration),
    bytes: reader(fields.bytes),
    userAgent: reader(fields.userAgent),
    mobileHint: reader(fields.mobileHint),
    region: reader(fields.region),
    session: reader(fields.session),
  };
}

function reader(field: string | undefined): Read {
  if (field === undefined) return () => undefined;
  const keys = field.split(".");
  const [only] = keys;
  if (keys.length === 1 && only !== undefined) return (line) => line[only];
  return (line) => {
    let at: unknown = line;
    for (const key of keys) {
      if (typeof at !== "object" || at === null) return undefined;
      at = (at as Line)[key];
    }
    return at;
  };
}

function readVisitor(line: Line, read: Readers, traits: LineTraits, regions: Regions, into: RequestLine): void {
  const agent = read.userAgent(line);
  into.mobile = typeof agent !== "string" || agent === "" || agent === "-" ? -1 : agent.includes("Mobi") ? 1 : 0;
  const hint = read.mobileHint(line);
  if (hint === "?1" || hint === true) into.mobile = 1;
  if (hint === "?0" || hint === false) into.mobile = 0;
  const region = read.region(line);
  into.region =
    typeof region !== "string" || region === "" || region === "-"
      ? -1
      : (regions.get(region.toLowerCase()) ?? traits.regions.length);
  const session = read.session(line);
  into.session = typeof session === "string" ? sessionOfText(session, traits) : -1;
}

function parsed(text: string): Line | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Line) : null;
  } catch {
    return null;
  }
}

// Many loggers write numbers as texts.
function numberOf(value: unknown): number {
  if (typeof value === "number") return value;
  return typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
}
