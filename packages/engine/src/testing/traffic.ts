/** A sample: ms since the epoch and the value then. */
export type Sample = readonly [at: number, value: number];

/** A repeatable noise of mean 0 and variance 1, near enough normal for forecasts. */
export function noise(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Samples every `seconds` over `days` from midnight on, of what `value` says at seconds since then. */
export function sampled(days: number, seconds: number, value: (second: number) => number): Sample[] {
  const midnight = Date.UTC(2026, 10, 2);
  return Array.from({ length: Math.round((days * 86_400) / seconds) }, (_, index) => [
    midnight + index * seconds * 1000,
    value(index * seconds),
  ]);
}

/** Requests a second that swing by the day between 40 and 160. */
export function daily(second: number): number {
  return 100 + 60 * Math.sin((second / 86_400) * 2 * Math.PI);
}
