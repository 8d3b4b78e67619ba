import type { InputSignal } from "@fleet-persona/persona";
import type { Revoked } from "./controls.ts";
import type { Confidence, HandoverReason } from "./decision.ts";
import type { Proposal } from "./proposal.ts";
import type { SignalProblem } from "./signals.ts";

/** Why the policy may not decide, the gravest reason first; null when it may. */
export function handoverReason(
  inputs: readonly InputSignal[],
  readings: readonly (number | SignalProblem)[],
  proposal: Proposal,
  confidence: Confidence,
  { floor, revoked, asked }: { readonly floor: number; readonly revoked: Revoked; readonly asked: boolean },
): HandoverReason | null {
  if (revoked) return { kind: "revoked" };
  for (let index = 0; index < inputs.length; index += 1) {
    const input = inputs[index];
    const reading = readings[index] ?? "missing";
    if (input?.required === true && typeof reading !== "number")
      return { kind: "required-signal", signal: input.name, problem: reading };
  }
  if (!asked) return { kind: "policy", because: "not-asked" };
  if (proposal.kind === "unavailable") return { kind: "policy", because: proposal.because };
  return confidence.total < floor ? { kind: "low-confidence" } : null;
}
