import { compareWith } from "../evidence/read-evidence.ts";
import type { Evidence } from "../evidence/read-evidence.ts";
import { comparedTo } from "../ui/figures.ts";

/** "31 % fewer breach seconds, cost the same, against default (claimed)", or null when the evidence has no such arms. */
export function effectSentence(evidence: Evidence, baseline = "default"): string | null {
  const ratios = compareWith(evidence, baseline);
  if (ratios === null || ratios.breach === null || ratios.cost === null) return null;
  const cost = comparedTo(ratios.cost, "lower", "higher");
  return `${comparedTo(ratios.breach, "fewer", "more")} breach seconds, cost ${cost}, against ${baseline}`;
}
