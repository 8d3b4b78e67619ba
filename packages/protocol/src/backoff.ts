/** The settings of the wait between connection attempts, ms. */
export type BackoffSettings = { readonly baseMs: number; readonly capMs: number };

/** Half a second at first, half a minute at most. */
export const DEFAULT_BACKOFF: BackoffSettings = { baseMs: 500, capMs: 30_000 };

/**
 * Full-jitter backoff: `chance × min(cap, base × 2^attempt)`, ms. `attempt` counts failures from 0, `chance` is in
 * [0, 1). Source: "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
export function fullJitter({ baseMs, capMs }: BackoffSettings, attempt: number, chance: number): number {
  return Math.floor(chance * Math.min(capMs, baseMs * 2 ** Math.min(attempt, 30)));
}
