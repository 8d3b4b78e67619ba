/** What the reactive rule carries between calls; plain JSON. */
export type ReactiveMemory = {
  /** When it last acted on the signals, ms since the epoch. */
  readonly syncedAt: number | null;
  /** Falling maxima of recommended capacity within the scale-down window, oldest first. */
  readonly recommendations: readonly { readonly at: number; readonly capacity: number }[];
  /** Since when latency and utilisation have been within their targets; null while they are not. */
  readonly calmSince: number | null;
};

/** A memory of nothing: the rule will not shrink anything for one scale-down window. */
export function createReactive(): ReactiveMemory {
  return { syncedAt: null, recommendations: [], calmSince: null };
}
