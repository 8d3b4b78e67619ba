/** Requests a second over time: `t` in seconds from the start, rising; between points the rate is interpolated. */
export type Trace = { readonly points: readonly { readonly t: number; readonly rate: number }[] };

/** The true arrival rate at a moment, requests a second; before the first and after the last point their rates hold. */
export function rateAt({ points }: Trace, t: number): number {
  let low = 0;
  let high = points.length - 1;
  if (high < 0) return 0;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((points[middle]?.t ?? 0) <= t) low = middle;
    else high = middle - 1;
  }
  const left = points[low];
  const right = points[low + 1];
  if (left === undefined) return 0;
  if (right === undefined || t <= left.t) return left.rate;
  return left.rate + ((right.rate - left.rate) * (t - left.t)) / (right.t - left.t);
}

export function traceSeconds({ points }: Trace): number {
  return points.at(-1)?.t ?? 0;
}

export function peakRate({ points }: Trace): number {
  return points.reduce((highest, { rate }) => Math.max(highest, rate), 0);
}

/** The same shape pressed into `seconds`, its busiest moment at `peak` requests a second. */
export function fitTrace(trace: Trace, { seconds, peak }: { seconds: number; peak: number }): Trace {
  const stretch = seconds / (traceSeconds(trace) || 1);
  const scale = peak / (peakRate(trace) || 1);
  return { points: trace.points.map(({ t, rate }) => ({ t: t * stretch, rate: rate * scale })) };
}
