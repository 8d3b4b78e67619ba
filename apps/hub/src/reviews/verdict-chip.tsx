import type { GateState } from "@fleet-persona/hub-core";
import { verdictOf } from "./verdict-words.ts";

const badges = { good: "badge badge-good", warn: "badge badge-warn", bad: "badge badge-bad", open: "badge" } as const;

/** Where a version stands with the gate, as a chip. */
export function VerdictChip({ gate }: { readonly gate: GateState }) {
  const { words, tone, meaning } = verdictOf(gate);
  return (
    <span className={badges[tone]} title={meaning}>
      {words}
    </span>
  );
}
