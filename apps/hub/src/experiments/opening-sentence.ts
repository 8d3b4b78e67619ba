import type { ExperimentListItem } from "@fleet-persona/hub-core";
import { isOver, verdictWords } from "./status-words.ts";

/** What is said of it first: the word on it while it is measured, what it came to once it is over, what it is before. */
export function openingSentence({
  status,
  sentence,
  verdict,
}: Pick<ExperimentListItem, "status" | "sentence" | "verdict">): string {
  if (verdict === null || !measures(status)) return sentence;
  // "Not settled: … is not settled": these two say so themselves.
  if (!saysVerdict({ status, verdict })) return verdict.sentence;
  return `${verdictWords[verdict.verdict].word}: ${lowered(verdict.sentence)}`;
}

/** Whether the opening sentence begins with the verdict's word. */
export function saysVerdict({ status, verdict }: Pick<ExperimentListItem, "status" | "verdict">): boolean {
  return verdict !== null && measures(status) && verdict.verdict !== "inconclusive" && verdict.verdict !== "no-data";
}

// A pause says why it is paused, an end what was done.
function measures(status: ExperimentListItem["status"]): boolean {
  return status !== "draft" && status !== "paused" && !isOver(status);
}

// Names of metrics begin with a capital of their own; "It" and "Whether" do not.
function lowered(words: string): string {
  return words.replace(/^(?:It|Whether|The|There) /, (start) => start.toLowerCase());
}
