/** What becomes of an event on its way: each delivery draws its fate, and the same seed draws the same fates. */
export type DeliveryPolicy = {
  readonly seed: number;
  /** Sent this much later. */
  readonly late: { readonly probability: number; readonly ms: number };
  readonly twice: number;
  /** Held back and sent in another order with what else is held, within `withinMs`. */
  readonly shuffled: { readonly probability: number; readonly withinMs: number };
  readonly lost: number;
  /** At most this many a second; null: as fast as they are taken in. */
  readonly perSecond: number | null;
};

export const PROMPT: DeliveryPolicy = {
  seed: 1,
  late: { probability: 0, ms: 0 },
  twice: 0,
  shuffled: { probability: 0, withinMs: 0 },
  lost: 0,
  perSecond: null,
};

export type Fate = { readonly lost: boolean; readonly delaysMs: readonly number[] };

/** When one delivery is sent: not at all, once or twice, each with its own delay. */
export function fateOf(policy: DeliveryPolicy, chance: () => number): Fate {
  const [lost, twice] = [chance() < policy.lost, chance() < policy.twice];
  if (lost) return { lost: true, delaysMs: [] };
  const delay = (): number =>
    (chance() < policy.late.probability ? policy.late.ms : 0) +
    (chance() < policy.shuffled.probability ? Math.floor(chance() * policy.shuffled.withinMs) : 0);
  return { lost: false, delaysMs: twice ? [delay(), delay()] : [delay()] };
}
