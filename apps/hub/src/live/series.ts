import type { Sample, SignalSeries } from "./live-source.ts";

/** Both series as one, oldest first; where both know a moment the incoming value stands. */
export function mergeSamples<Value>(
  known: readonly Sample<Value>[],
  incoming: readonly Sample<Value>[],
): readonly Sample<Value>[] {
  const first = incoming[0];
  const last = known.at(-1);
  if (!first) return known;
  if (!last) return incoming;
  if (first.at > last.at) return [...known, ...incoming];
  const byTime = new Map<number, Sample<Value>>();
  for (const sample of known) byTime.set(sample.at, sample);
  for (const sample of incoming) byTime.set(sample.at, sample);
  return [...byTime.values()].sort((a, b) => a.at - b.at);
}

/** Index of the last sample at or before `at`, -1 when there is none. */
export function indexAt(samples: readonly { readonly at: number }[], at: number): number {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((samples[middle]?.at ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** What a series said at a moment: its last value no older than `maxAgeMs`, null when it said nothing usable. */
export function valueAt<Value>(samples: readonly Sample<Value>[], at: number, maxAgeMs: number): Value | null {
  const sample = samples[indexAt(samples, at)];
  return sample && at - sample.at <= maxAgeMs ? sample.value : null;
}

/** Drops what is older than `from`, keeping the last sample before it so that steps have a beginning. */
export function keepFrom<Item extends { readonly at: number }>(
  samples: readonly Item[],
  from: number,
): readonly Item[] {
  const start = indexAt(samples, from);
  return start <= 0 ? samples : samples.slice(start);
}

/** The samples inside [from, to] and one beyond each end, so that lines reach the edges. */
export function within<Item extends { readonly at: number }>(
  samples: readonly Item[],
  from: number,
  to: number,
): readonly Item[] {
  return samples.slice(Math.max(0, indexAt(samples, from)), indexAt(samples, to) + 2);
}

/** The same series a while later: a forecast made at t for t + horizon, drawn where it can be compared. */
export function shifted(samples: SignalSeries, byMs: number): SignalSeries {
  return samples.map(({ at, value }) => ({ at: at + byMs, value }));
}

// Silence is a gap in the line, never a straight one across it.
/** Puts a null wherever nothing was heard for longer than `maxGapMs`. */
export function withGaps(samples: SignalSeries, maxGapMs: number): SignalSeries {
  const result: Sample<number | null>[] = [];
  for (const sample of samples) {
    const previous = result.at(-1);
    if (previous && sample.at - previous.at > maxGapMs) result.push({ at: previous.at + maxGapMs / 2, value: null });
    result.push(sample);
  }
  return result;
}

/** One time column and one value column per series; undefined where a series has no sample at that time (uPlot joins over it). */
export function alignSeries(series: readonly SignalSeries[]): [number[], ...(number | null | undefined)[][]] {
  const times = [...new Set(series.flatMap((samples) => samples.map(({ at }) => at)))].sort((a, b) => a - b);
  const position = new Map(times.map((at, index) => [at, index]));
  const columns = series.map((samples) => {
    const column: (number | null | undefined)[] = Array.from({ length: times.length });
    for (const { at, value } of samples) column[position.get(at) ?? 0] = value;
    return column;
  });
  return [times, ...columns];
}
