import { HubError } from "../hub-error.ts";
import type { GateState } from "./gate-run.ts";

export type GateRefusalCode = "gate-pending" | "gate-failed" | "gate-rejected" | "quarantine-unnamed";

/** Why a version may not reach a fleet. */
export type GateRefusal = { readonly code: GateRefusalCode; readonly message: string };

/** The codes of the gate's reasons for a quarantine; empty for every other state. */
export function quarantineReasons(state: GateState): readonly string[] {
  if (state.kind !== "judged" || state.verdict !== "quarantined") return [];
  return [...new Set(state.reasons.filter(({ severity }) => severity === "quarantine").map(({ code }) => code))];
}

/**
 * Whether the gate lets a version onto a fleet. A passed one goes; a rejected one never does; a quarantined one only where an
 * admin has named every reason for the quarantine (`named`, by code). Null when it may.
 */
export function admissionRefusal(state: GateState, named: readonly string[]): GateRefusal | null {
  if (state.kind === "pending") return refuse("gate-pending", "The gate has not finished with this version yet.");
  if (state.kind === "failed") return refuse("gate-failed", `The gate could not judge this version: ${state.failure}`);
  switch (state.verdict) {
    case "passed":
      return null;
    case "rejected":
      return refuse("gate-rejected", `The gate rejected this version. ${firstReason(state)}`.trim());
    case "quarantined": {
      const missing = quarantineReasons(state).filter((code) => !named.includes(code));
      if (missing.length === 0) return null;
      const message = `The gate quarantined this version: an admin has to name each reason (${missing.join(", ")}).`;
      return refuse("quarantine-unnamed", message);
    }
    default:
      return state.verdict satisfies never;
  }
}

/** `refused` with the code of what the gate has against it, unless the gate lets the version onto a fleet. */
export function requireAdmission(state: GateState, named: readonly string[]): void {
  const refusal = admissionRefusal(state, named);
  if (refusal !== null) throw new HubError("refused", refusal.message, refusal.code);
}

function refuse(code: GateRefusalCode, message: string): GateRefusal {
  return { code, message };
}

function firstReason({ reasons }: Extract<GateState, { kind: "judged" }>): string {
  return reasons.find(({ severity }) => severity === "reject")?.message ?? "";
}
