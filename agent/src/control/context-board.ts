import type { Signals } from "@fleet-persona/engine";
import type { Context } from "@fleet-persona/protocol";

/** What the hub says a fleet lives through. Campaigns and intents go on without the hub: their times are known. */
export type ContextBoard = Readonly<{ heard(context: Context, now: number): void; signals(now: number): Signals }>;

export function contextBoard(): ContextBoard {
  let known: { context: Context; at: number } | undefined;
  return {
    heard: (context, now) => {
      known = { context, at: now };
    },
    signals: () => {
      if (known === undefined) return {};
      const { context, at } = known;
      // A value is as old as it was when it was sent, and grows older from then on.
      return Object.fromEntries(context.signals.map(({ name, value, ageMs }) => [name, { value, at: at - ageMs }]));
    },
  };
}
