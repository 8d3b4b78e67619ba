import type { Recording } from "@fleet-persona/hub-core";

/** What the simulator is fitted to: load, what it cost and how it went, by moment. NaN where one was not recorded. */
export type RecordedLoad = {
  /** Seconds since the first moment. */
  readonly t: Float64Array;
  /** ms since the epoch of the first moment. */
  readonly startsAt: number;
  readonly rate: Float64Array;
  readonly p95: Float64Array;
  /** Cores used. */
  readonly used: Float64Array;
  readonly cores: Float64Array;
  /** Of the requests that were looked up; all zero where no cache was recorded. */
  readonly hits: Float64Array;
};

/** The load of a recording, or the signals that it lacks. */
export function recordedLoad({ at, columns }: Recording): RecordedLoad | { readonly missing: readonly string[] } {
  const cores = columns["allocated_cores"] ?? coresOf(columns);
  const [rate, p95, cpu] = [columns["request_rate"], columns["latency_p95"], columns["cpu_utilisation"]];
  const missing = [
    ["request_rate", rate],
    ["latency_p95", p95],
    ["cpu_utilisation", cpu],
    ["allocated_cores", cores],
  ].flatMap(([name, column]) => (isMostlyThere(column as Float64Array | undefined) ? [] : [String(name)]));
  if (missing.length > 0 || rate === undefined || p95 === undefined || cpu === undefined || cores === undefined)
    return { missing };
  const startsAt = at[0] ?? 0;
  return {
    startsAt,
    t: at.map((each) => (each - startsAt) / 1000),
    rate,
    p95,
    cores,
    used: cpu.map((share, index) => share * (cores[index] ?? Number.NaN)),
    hits: columns["cache_hit_ratio"] ?? new Float64Array(at.length),
  };
}

function coresOf(columns: Recording["columns"]): Float64Array | undefined {
  const [each, servers] = [columns["config.cpu_allocation"], columns["config.active_servers"]];
  if (each === undefined) return undefined;
  return each.map((cores, index) => cores * (servers?.[index] ?? 1));
}

// A signal that came and went for more than half of the time is no ground to fit on.
function isMostlyThere(column: Float64Array | undefined): boolean {
  if (column === undefined) return false;
  return column.reduce((there, value) => there + (Number.isNaN(value) ? 0 : 1), 0) > column.length / 2;
}
