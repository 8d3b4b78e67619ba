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

/**
 * What is left while somebody else decides: when it last acted, so that a flapping handover cannot act more often
 * than the sync interval; the window starts anew, so that nobody else's growth is taken back at once.
 */
export function rested(memory: ReactiveMemory | null): ReactiveMemory | null {
  return memory === null ? null : { syncedAt: memory.syncedAt, recommendations: [], calmSince: null };
}
