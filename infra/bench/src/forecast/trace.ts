/** A recorded or generated signal: [ms since the epoch, value], in order of time. */
export type Sample = readonly [at: number, value: number];

export type Trace = { readonly name: string; readonly samples: readonly Sample[] };

/** The usual seconds between samples: the median gap. */
export function cadenceSeconds({ samples }: Trace): number {
  const gaps = samples.slice(1).map(([at], index) => at - (samples[index]?.[0] ?? at));
  return (gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0) / 1000;
}
