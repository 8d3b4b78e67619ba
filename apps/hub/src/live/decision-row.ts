import type { DecisionRow } from "./live-source.ts";

type StoredDecision = {
  readonly hostId: string;
  readonly hostName: string;
  readonly epoch: number;
  readonly seq: number;
  readonly at: number;
  readonly payload: unknown;
};

/** The row of a stored decision frame, or null for a payload of another kind. The gateway parsed it before it was stored. */
export function decisionRowOf(stored: StoredDecision): DecisionRow | null {
  const payload = stored.payload as Partial<Omit<DecisionRow, "id" | "hostName" | "at">> | null;
  if (!payload?.decision?.verdicts) return null;
  return {
    id: `${stored.hostId}:${stored.epoch}:${stored.seq}`,
    hostName: stored.hostName,
    at: stored.at,
    persona: payload.persona ?? null,
    decision: payload.decision,
    explanation: payload.explanation ?? "",
    apply: payload.apply ?? { kind: "none" },
    tookMs: payload.tookMs ?? 0,
  };
}
