import type { Hand } from "@fleet-persona/engine";
import type { DecisionRow } from "../live/live-source.ts";

/** An attribute that a host leaves alone, because another hand changed it there. */
export type YieldedAttribute = {
  readonly attribute: string;
  readonly hand: Hand;
  readonly hostNames: readonly string[];
};

/** What is left alone now, as the newest decision of each host says. `rows` in any order. */
export function handsOf(rows: readonly DecisionRow[], now: number): readonly YieldedAttribute[] {
  const newest = new Map<string, DecisionRow>();
  for (const row of rows) if ((newest.get(row.hostName)?.at ?? 0) <= row.at) newest.set(row.hostName, row);
  const yielded = new Map<string, { hand: Hand; hostNames: string[] }>();
  for (const { decision, hostName } of newest.values()) {
    // Records of older agents know of no other hands.
    for (const [attribute, hand] of Object.entries(decision.hands ?? {})) {
      if (hand.until !== null && hand.until <= now) continue;
      const known = yielded.get(attribute);
      if (known === undefined) yielded.set(attribute, { hand, hostNames: [hostName] });
      else known.hostNames.push(hostName);
    }
  }
  return [...yielded].map(([attribute, { hand, hostNames }]) => ({ attribute, hand, hostNames: hostNames.toSorted() }));
}
