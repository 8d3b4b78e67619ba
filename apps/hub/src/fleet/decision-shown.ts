import type { DecisionRow } from "../live/live-source.ts";

export type DecisionTone = "good" | "accent" | "warn" | "bad" | "plain";

/** What happened in a word or two: a decision in shadow only would have. */
export function decisionWord({ decision, apply }: DecisionRow): { readonly word: string; readonly tone: DecisionTone } {
  if (apply.kind === "undone") return { word: "Undone", tone: "warn" };
  if (apply.kind === "failed") return { word: "Failed", tone: "bad" };
  if (decision.outcome === "hold") return { word: "Held", tone: "plain" };
  if (apply.kind === "applied") return { word: "Applied", tone: "good" };
  return decision.mode === "shadow" ? { word: "Would adjust", tone: "accent" } : { word: "Adjusted", tone: "accent" };
}

/** The address part of a decision. */
export function decisionPath(fleetId: string, id: string): string {
  return `/fleets/${fleetId}/decisions/${id.replaceAll(":", ".")}`;
}

/** Where a decision is asked what it would be otherwise. */
export function whatIfPath(fleetId: string, id: string): string {
  return `/fleets/${fleetId}/what-if?d=${id.replaceAll(":", ".")}`;
}

/** Its host, epoch and sequence number again, null when the address is no decision's. */
export function decisionKey(part: string): { hostId: string; epoch: number; seq: number } | null {
  const [hostId = "", epoch, seq, ...rest] = part.split(".");
  const numbers = [Number(epoch), Number(seq)] as const;
  if (rest.length > 0 || !numbers.every((value) => Number.isSafeInteger(value) && value >= 0)) return null;
  return { hostId, epoch: numbers[0], seq: numbers[1] };
}

export type Change = { readonly attribute: string; readonly from: unknown; readonly to: unknown };

export function changesShown({ decision }: DecisionRow): readonly Change[] {
  return decision.verdicts
    .filter(({ current, final }) => current !== final)
    .map(({ attribute, current, final }) => ({ attribute, from: current, to: final }));
}
