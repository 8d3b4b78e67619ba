import type { EvidencePoint, StoreRow } from "@fleet-persona/hub-core";

/** Where a Persona stands beside the reactive rule of the same runs, by the gate or as its author claims. */
export type ComparedPlace = {
  /** Which of the compared, from 0. */
  readonly which: number;
  readonly source: EvidencePoint["source"];
  /** Per cent of the reactive rule's cost. */
  readonly cost: number;
  /** Breach seconds of a run more than the reactive rule's. */
  readonly breach: number;
};

/** All of them on one scale: the reactive rule, which everybody was measured beside, is at 100 % and nothing. */
export function comparePlaces(rows: readonly Pick<StoreRow, "points">[]): readonly ComparedPlace[] {
  return rows.flatMap(({ points }, which) =>
    (["claimed", "gate"] as const).flatMap((source) => {
      const mine = points.filter((point) => point.source === source);
      const own = mine.find(({ arm }) => arm === "persona");
      const reactive = mine.find(({ arm }) => arm === "reactive");
      if (own === undefined || reactive === undefined || reactive.coreSeconds <= 0) return [];
      const cost = (own.coreSeconds / reactive.coreSeconds) * 100;
      return [{ which, source, cost, breach: own.breachSeconds - reactive.breachSeconds }];
    }),
  );
}
