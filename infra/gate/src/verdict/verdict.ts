import type { GateReason, GateReport } from "@fleet-persona/persona";
import { engineReasons } from "./engine-reasons.ts";
import type { GateEvidence } from "./evidence.ts";
import { policyReasons } from "./policy-reasons.ts";
import { scenarioReasons } from "./scenario-reasons.ts";
import { scopeReasons } from "./scope-reasons.ts";

const ORDER: readonly GateReason["severity"][] = ["reject", "quarantine", "note"];

/** Every reason there is, the gravest first. */
export function reasonsOf(evidence: GateEvidence): readonly GateReason[] {
  const found = [
    ...policyReasons(evidence),
    ...scenarioReasons(evidence),
    ...engineReasons(evidence),
    ...scopeReasons(evidence),
  ];
  return found.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}

/** The gravest reason decides. */
export function verdictOf(reasons: readonly GateReason[]): GateReport["verdict"] {
  if (reasons.some(({ severity }) => severity === "reject")) return "rejected";
  return reasons.some(({ severity }) => severity === "quarantine") ? "quarantined" : "passed";
}
