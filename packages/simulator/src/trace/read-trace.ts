import type { RatePoint } from "../scenario.ts";
import { readTimedValues, type TimedValue, type TraceColumns } from "./read-timed-values.ts";
import { TraceError } from "./trace-error.ts";

// An interval this much longer than the usual one is a gap.
const GAP = 1.5;

/**
 * Reads a CSV of (time, count) as requests a second from its first row on: each count is that of the interval that begins
 * there. Throws `TraceError` for what `readTimedValues` refuses, fewer than two rows, a negative count, times that do not
 * rise, and a gap.
 */
export function readTrace(csvText: string, columns: TraceColumns = {}): { readonly points: readonly RatePoint[] } {
  const rows = readTimedValues(csvText, columns);
  for (const { line, value } of rows) {
    if (value < 0) throw new TraceError(line, `a negative count, ${value}`, "A count is 0 or more: correct the line.");
  }
  const interval = usualInterval(rows);
  const start = rows[0]?.time ?? 0;
  return { points: rows.map(({ time, value }) => ({ t: time - start, rate: value / interval })) };
}

function usualInterval(rows: readonly TimedValue[]): number {
  if (rows.length < 2) {
    throw new TraceError(null, "needs at least two rows of data", "Write a row of time and count for each interval.");
  }
  const steps = rows.slice(1).map(({ line, time }, index) => ({ line, step: time - (rows[index]?.time ?? 0) }));
  for (const { line, step } of steps) {
    if (step <= 0) throw new TraceError(line, "time does not rise", "Sort the rows by time and keep one for each.");
  }
  const sorted = steps.map(({ step }) => step).sort((a, b) => a - b);
  const usual = sorted[Math.floor(sorted.length / 2)] ?? 1;
  for (const { line, step } of steps) {
    if (step <= usual * GAP) continue;
    const gap = `a gap of ${step} s where rows are ${usual} s apart`;
    throw new TraceError(line, gap, "Fill in the rows that are missing (0 where nobody came), or cut the trace there.");
  }
  return usual;
}
