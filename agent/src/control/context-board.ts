import type { Signals } from "@fleet-persona/engine";
import type { Context } from "@fleet-persona/protocol";
import { campaignSignals, intentSignals } from "@fleet-persona/signals";

/** What the hub says a fleet lives through. Campaigns and intents go on without the hub: their times are known. */
export type ContextBoard = Readonly<{ heard(context: Context, now: number): void; signals(now: number): Signals }>;

// Without a word from the hub for so long, what people declared there may have changed: it is unknown, not zero.
const PLANS_HOLD_MS = 24 * 3_600_000;

export function contextBoard(): ContextBoard {
  let known: { context: Context; at: number } | undefined;
  return {
    heard: (context, now) => {
      known = { context, at: now };
    },
    signals: (now) => {
      if (known === undefined) return {};
      const { context, at } = known;
      // A value is as old as it was when it was sent, and grows older from then on.
      const values = context.signals.map(({ name, value, ageMs }) => [name, { value, at: at - ageMs }] as const);
      const plans = now - at < PLANS_HOLD_MS ? planned(context, now) : {};
      return { ...plans, ...Object.fromEntries(values) };
    },
  };
}

function planned({ campaigns, intents }: Context, now: number): Signals {
  const declared = intents.map(({ name, weight, from, until }) => ({ name, weight, startsAt: from, endsAt: until }));
  return { ...campaignSignals(campaigns, now), ...intentSignals(declared, now) };
}
