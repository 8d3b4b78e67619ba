/**
 * What one line of a request log said, as numbers: parsers write into the caller's one object, because an object and a
 * string for each line would cost more than the parsing. Nothing in it can name a person; `session` is a salted hash.
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
  /** Salted hash of what tells sessions apart, never negative; -1 the line does not say. */
  session: number;
};

/** What the host's config says about lines of any format. */
export type LineTraits = {
  readonly searchPath: Uint8Array | null;
  readonly checkoutPath: Uint8Array | null;
  /** Regions that are counted by name, in lower case; every other one is counted as `other`. */
  readonly regions: readonly Uint8Array[];
  /** Mixed into session hashes so that they mean nothing outside this process. */
  readonly salt: number;
};

/**
 * Parses the line in [start, end) into `into`; false for a line of another shape, or of a request that its client gave
 * up (nobody waited for the answer). What `into` holds after false means nothing. Never throws.
 */
export type LineParser = (bytes: Uint8Array, start: number, end: number, into: RequestLine) => boolean;

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
