import { setTimeout as sleep } from "node:timers/promises";
import { FleetError } from "../fleet/fleet-error.ts";

/** How long to wait before the next try, ms, and for how long in all nobody may answer. */
export type Patience = { readonly firstMs: number; readonly longestMs: number; readonly totalMs: number };

export const USUAL_PATIENCE: Patience = { firstMs: 500, longestMs: 15_000, totalMs: 15 * 60_000 };

// What another minute may change: the connection, the hub, how much is asked of it, and what the tenant has waiting.
const PASSING = new Set(["hub-unreachable", "hub-unavailable", "rate-limited", "body-too-slow", "too-many-pending"]);

/** Asks until there is an answer or a refusal that will stay. Aborted: rejects with the signal's reason. */
export async function keepAsking<T>(
  ask: () => Promise<T>,
  { firstMs, longestMs, totalMs }: Patience,
  signal: AbortSignal,
): Promise<T> {
  const until = performance.now() + totalMs;
  for (let waitMs = firstMs; ; waitMs = Math.min(2 * waitMs, longestMs)) {
    signal.throwIfAborted();
    try {
      return await ask();
    } catch (error) {
      signal.throwIfAborted();
      const passing = error instanceof FleetError && PASSING.has(error.code);
      if (!passing || performance.now() + waitMs > until) throw error;
      // Many authors who lost the same hub do not come back in step.
      await sleep(waitMs * (0.5 + 0.5 * Math.random()), undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }
}
