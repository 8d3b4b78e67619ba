import type { GateState } from "@fleet-persona/hub-core";

export type Verdict = {
  readonly words: string;
  readonly tone: "good" | "warn" | "bad" | "open";
  /** What it means, in a sentence. */
  readonly meaning: string;
};

/** Where a version stands with the gate, in a word and a sentence. */
export function verdictOf(gate: GateState): Verdict {
  if (gate.kind === "pending")
    return {
      words: "In the gate",
      tone: "open",
      meaning: "The gate is looking at it. It cannot be approved before that ends.",
    };
  if (gate.kind === "failed")
    return { words: "Not judged", tone: "bad", meaning: `The gate could not come to a verdict: ${gate.failure}` };
  switch (gate.verdict) {
    case "passed":
      return { words: "Passed", tone: "good", meaning: "The gate found nothing against it." };
    case "quarantined":
      return {
        words: "Quarantined",
        tone: "warn",
        meaning: "The gate left the decision to people: approving it takes a tick at each of its reasons.",
      };
    case "rejected":
      return { words: "Rejected", tone: "bad", meaning: "The gate keeps it off every fleet. Nobody can approve it." };
    default:
      return gate.verdict satisfies never;
  }
}

const numbers = ["nothing", "one thing", "two things", "three things", "four things", "five things", "six things"];

/** "Passed, two things to look at": the page in one line. */
export function verdictLine(gate: GateState, toLookAt: number): string {
  const { words } = verdictOf(gate);
  if (gate.kind !== "judged" || gate.verdict === "rejected") return words;
  if (toLookAt === 0) return `${words}, nothing stands out`;
  return `${words}, ${numbers[toLookAt] ?? `${toLookAt} things`} to look at`;
}
