import type { Bounds } from "@fleet-persona/engine";
import type { DecisionRow } from "./live-source.ts";

/** The bounds of the newest decision that says them: persona ∩ tenant ∩ host, as the host itself had them. */
export function boundsInForce(decisions: readonly DecisionRow[], otherwise: Bounds): Bounds {
  for (const { decision } of decisions.toReversed()) {
    const replay = (decision as { replay?: { bounds?: Bounds } }).replay;
    if (replay?.bounds !== undefined) return replay.bounds;
  }
  return otherwise;
}
