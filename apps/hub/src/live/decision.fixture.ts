import type { AttributeVerdict } from "@fleet-persona/engine";
import type { DecisionRow } from "./live-source.ts";

type Change = { readonly decision?: Partial<DecisionRow["decision"]>; readonly apply?: DecisionRow["apply"] };

/** A verdict on one attribute, as the engine would record it. */
export function verdict(attribute: string, current: AttributeVerdict["current"], final = current): AttributeVerdict {
  return { attribute, current, recommended: final, final, clippedBy: [], heldBy: null, heldUntil: null };
}

/** A decision that holds at `at`, changed as a test needs it. */
export function row(at: number, { decision = {}, apply = { kind: "none" } }: Change = {}): DecisionRow {
  return {
    id: `host:1:${at}`,
    hostName: "web-1",
    at,
    persona: { id: "acme/surge", version: 1, digest: "0".repeat(64) },
    explanation: "",
    apply,
    tookMs: 1,
    decision: {
      at,
      mode: "active",
      decider: "policy",
      handover: null,
      deviationScore: 0,
      magnitude: 0.2,
      confidence: { claimed: 1, distance: 1, missing: 1, entropy: 1, total: 1 },
      verdicts: [],
      triggers: [],
      signals: {},
      outcome: "hold",
      because: "at-recommendation",
      ...decision,
    } as DecisionRow["decision"],
  };
}
