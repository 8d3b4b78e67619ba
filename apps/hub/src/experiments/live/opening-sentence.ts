import type { ExperimentView } from "@fleet-persona/hub-core";
import { isOver, verdictWords } from "../status-words.ts";

/** What its page opens with: the word on it while it is measured, what it came to once it is over, what it is before. */
export function openingSentence({
  status,
  sentence,
  verdict,
  figures,
}: Pick<ExperimentView, "status" | "sentence" | "verdict" | "figures">): string {
  if (verdict === null || status === "draft" || isOver(status)) return sentence;
  // With a fault its own sentence stands above everything already.
  if ((figures?.faults.length ?? 0) > 0) return sentence;
  return `${verdictWords[verdict.verdict].word}: ${lowered(verdict.sentence)}`;
}

// Names of metrics begin with a capital of their own; "It" and "Whether" do not.
function lowered(words: string): string {
  return words.replace(/^(?:It|Whether|The|There) /, (start) => start.toLowerCase());
}
