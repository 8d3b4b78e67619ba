/**
 * What one line of a request log said, as numbers: parsers write into the caller's one object, because an object for each
 * line would cost more than the parsing. Nothing in it can name a person; `session` is a salted hash.
 */
export type RequestLine = {
  /** Time the request took, in ms without keep-alive idle time; NaN when the line does not say. */
  durationMs: number;
  /** No answer, or a status of 500 and more. */
  failed: boolean;
  /** Bytes sent to the client; -1 when the line does not say. */
  bytes: number;
  search: boolean;
  checkout: boolean;
  /** 1 a phone, 0 not, -1 the line does not say. */
  mobile: number;
  /** Index into the list of regions, its length for any other; -1 the line does not say. */
  region: number;
  /** Salted hash of what tells sessions apart, 30 bits; -1 the line does not say. */
  session: number;
};

/** What the host's config says about lines of any format. Paths are prefixes. */
export type LineTraits = {
  readonly searchPath: string | null;
  readonly checkoutPath: string | null;
  /** Regions that are counted by name, in lower case; every other one is counted as `other`. */
  readonly regions: readonly string[];
  /** Mixed into session hashes so that they mean nothing outside this process. */
  readonly salt: number;
};

/**
 * Parses one line, a character a byte (Latin-1: what is compared is ASCII), into `into`; false for a line of another shape,
 * or of a request that its client gave up (nobody waited for the answer). What `into` holds after false means nothing.
 * Never throws, and takes time in proportion to the line.
 */
export type LineParser = (line: string, into: RequestLine) => boolean;

export function emptyRequestLine(): RequestLine {
  return {
    durationMs: Number.NaN,
    failed: false,
    bytes: -1,
    search: false,
    checkout: false,
    mobile: -1,
    region: -1,
    session: -1,
  };
}

/** Says of `into` that its line did not tell who asked. */
export function forgetVisitor(into: RequestLine): void {
  into.bytes = -1;
  into.mobile = -1;
  into.region = -1;
  into.session = -1;
}

export function readPath(path: string, { searchPath, checkoutPath }: LineTraits, into: RequestLine): void {
  into.search = searchPath !== null && path.startsWith(searchPath);
  into.checkout = checkoutPath !== null && path.startsWith(checkoutPath);
}
