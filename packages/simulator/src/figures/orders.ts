import type { BehaviourModel } from "../fleet-model.ts";

/** What visitors lived through in a second. */
export type Experience = {
  readonly p95Ms: number;
  readonly failedShare: number;
  readonly mobileShare: number;
  /** What visitors on phones wait on top of it. */
  readonly extraMobileMs: number;
};

/** Orders to expect of this many page views: sessions that would buy, less those whom waiting or a failure drives away. */
export function ordersOf(behaviour: BehaviourModel, requests: number, lived: Experience): number {
  const { p95Ms, failedShare, mobileShare, extraMobileMs } = lived;
  if (requests === 0 || !(p95Ms >= 0)) return 0;
  const kept = 1 - behaviour.conversionLossPer100Ms;
  const patience = (1 - mobileShare) * kept ** (p95Ms / 100) + mobileShare * kept ** ((p95Ms + extraMobileMs) / 100);
  return (requests / behaviour.sessionDepth) * behaviour.conversion * patience * (1 - failedShare);
}
