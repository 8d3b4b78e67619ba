import type { ExperimentListItem } from "@fleet-persona/hub-core";
import { isOver, verdictWords } from "./status-words.ts";

/** What is said of it first: the word on it while it is measured, what it came to once it is over, what it is before. */
export function openingSentence({
  status,
  sentence,
  verdict,
}: Pick<ExperimentListItem, "status" | "sentence" | "verdict">): string {
  if (!saysVerdict({ status, verdict }) || verdict === null) return sentence;
  return `${verdictWords[verdict.verdict].word}: ${lowered(verdict.sentence)}`;
}

/** Whether the opening sentence begins with the verdict's word. A pause says why it is paused. */
export function saysVerdict({ status, verdict }: Pick<ExperimentListItem, "status" | "verdict">): boolean {
  return verdict !== null && status !== "draft" && status !== "paused" && !isOver(status);
}

// Names of metrics begin with a capital of their own; "It" and "Whether" do not.
function lowered(words: string): string {
  return words.replace(/^(?:It|Whether|The|There) /, (start) => start.toLowerCase());
}
