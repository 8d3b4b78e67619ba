import type { RatePoint } from "../scenario.ts";

/** What a recorded trace is brought to: its whole length in seconds, and the rate of its busiest moment. */
export type TraceFit = { readonly seconds: number; readonly peak: number };

/** A recorded trace (rates or counts at rising times, in any unit) as arrival rates of that length and height. */
export function fitTrace(trace: readonly RatePoint[], { seconds, peak }: TraceFit): readonly RatePoint[] {
  const first = trace[0]?.t ?? 0;
  const stretch = seconds / ((trace.at(-1)?.t ?? 0) - first || 1);
  const scale = peak / (trace.reduce((highest, { rate }) => Math.max(highest, rate), 0) || 1);
  return trace.map(({ t, rate }) => ({ t: (t - first) * stretch, rate: rate * scale }));
}
