import { shownNumber } from "../ui/figures.ts";
import type { ComparedEvidence, EvidenceGap } from "./compare-evidence.ts";

const references = { reactive: "the reactive rule", default: "its own defaults" } as const;

/** What a reference is called in a sentence. */
export function referenceName(reference: NonNullable<ComparedEvidence["reference"]>): string {
  return references[reference];
}

/** "cost 41 % less and was in breach 1.3 s less a run": an effect against the reference. */
export function effectPhrase({ cost, breach }: EvidenceGap["claimed"]): string {
  const seconds = Math.abs(breach);
  const late =
    seconds < 0.05
      ? "was in breach as long"
      : `was in breach ${shownNumber(seconds, 2)} s ${breach < 0 ? "less" : "more"} a run`;
  return `${costPhrase(cost)} and ${late}`;
}

function costPhrase(cost: number): string {
  const points = Math.round(Math.abs(cost) * 100);
  return points === 0 ? "cost the same" : `cost ${points} % ${cost < 0 ? "less" : "more"}`;
}

/** Whether the gate's repetition bears the claim out, in a sentence, and by how much it does not. */
export function gapSentence(gap: EvidenceGap): string {
  if (!gap.costDiffers && !gap.breachDiffers) return "The gate's repetition bears the claim out.";
  const differences = [
    ...(gap.costDiffers ? [costDifference(gap)] : []),
    ...(gap.breachDiffers ? [breachDifference(gap)] : []),
  ];
  return `Where the two differ: ${differences.join("; ")}.`;
}

function costDifference({ claimed, repeated }: EvidenceGap): string {
  const points = Math.round(Math.abs(claimed.cost - repeated.cost) * 100);
  return `at the gate it saved ${points} percentage points ${repeated.cost > claimed.cost ? "less" : "more"} of the cost than claimed`;
}

function breachDifference({ claimed, repeated }: EvidenceGap): string {
  const seconds = shownNumber(Math.abs(claimed.breach - repeated.breach), 2);
  return `beside the same rule it was in breach ${seconds} s a run ${repeated.breach > claimed.breach ? "longer" : "shorter"} than claimed`;
}
