import type { GateState } from "@fleet-persona/hub-core";
import { Badge } from "../ui/badge.tsx";
import { verdictOf } from "./verdict-words.ts";

/** Where a version stands with the gate, as a chip. */
export function VerdictChip({ gate }: { readonly gate: GateState }) {
  const { words, tone, meaning } = verdictOf(gate);
  return (
    <Badge tone={tone === "open" ? "neutral" : tone} title={meaning}>
      {words}
    </Badge>
  );
}
