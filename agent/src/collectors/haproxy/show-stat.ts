const COLUMNS = [
  "pxname",
  "svname",
  "qcur",
  "scur",
  "slim",
  "stot",
  "bin",
  "bout",
  "econ",
  "eresp",
  "status",
  "hrsp_5xx",
  "req_tot",
  "cache_lookups",
  "cache_hits",
] as const;

/** One line of `show stat`; a number that the line does not have is 0. */
export type StatRow = {
  readonly proxy: string;
  /** `FRONTEND`, `BACKEND` or the server's name. */
  readonly line: string;
  readonly status: string;
  readonly queued: number;
  readonly sessions: number;
  /** Session limit: for a server its `maxconn`. */
  readonly sessionLimit: number;
  readonly requests: number;
  readonly bytesOut: number;
  readonly cacheLookups: number;
  readonly cacheHits: number;
};

/**
 * Reads the CSV of `show stat`; columns are found by name because HAProxy adds some with every version.
 * With `proxies`, lines of others are passed over.
 */
export function parseStat(csv: string, proxies: ReadonlySet<string> | null = null): StatRow[] {
  const lines = csv.split("\n");
  const header = (lines[0] ?? "").replace(/^# /, "").split(",");
  const at = Object.fromEntries(COLUMNS.map((column) => [column, header.indexOf(column)])) as Record<
    (typeof COLUMNS)[number],
    number
  >;
  const rows: StatRow[] = [];
  for (const line of lines.slice(1)) {
    if (line === "" || (proxies !== null && !proxies.has(line.slice(0, line.indexOf(","))))) continue;
    const cells = line.split(",", 96);
    const text = (column: (typeof COLUMNS)[number]) => cells[at[column]] ?? "";
    const number = (column: (typeof COLUMNS)[number]) => Number(text(column)) || 0;
    rows.push({
      proxy: text("pxname"),
      line: text("svname"),
      status: text("status"),
      queued: number("qcur"),
      sessions: number("scur"),
      sessionLimit: number("slim"),
      requests: number("req_tot"),
      bytesOut: number("bout"),
      cacheLookups: number("cache_lookups"),
      cacheHits: number("cache_hits"),
    });
  }
  return rows;
}
