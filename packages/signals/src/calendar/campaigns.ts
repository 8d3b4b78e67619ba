import type { Signals } from "@fleet-persona/engine";

/** Something that is going to bring people, from `startsAt` until before `endsAt` (ms since the epoch); weight in [0, 1]. */
export type Campaign = {
  readonly name: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly weight: number;
};

/** `campaign_starts_in` says no more than "a week or later" beyond this, in seconds. */
export const CAMPAIGN_HORIZON_S = 7 * 86_400;

/**
 * `campaign_active`: weight of the heaviest campaign that runs now, 0 when none does. `campaign_starts_in`: seconds to the
 * next start after now, at most seven days, which also stands for "none is known". Call it only with a calendar that
 * was read: without one both are unknown, and absent.
 */
export function campaignSignals(campaigns: readonly Campaign[], now: number): Signals {
  let active = 0;
  let startsIn = CAMPAIGN_HORIZON_S;
  for (const { startsAt, endsAt, weight } of campaigns) {
    if (startsAt <= now && now < endsAt) active = Math.max(active, weight);
    if (startsAt > now) startsIn = Math.min(startsIn, (startsAt - now) / 1000);
  }
  return {
    campaign_active: { value: Math.min(1, Math.max(0, active)), at: now },
    campaign_starts_in: { value: startsIn, at: now },
  };
}
