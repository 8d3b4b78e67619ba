import type { ReconcileRun } from "@fleet-persona/hub-core";
import type { Tone } from "../../ui/tone.ts";

type Run = Pick<ReconcileRun, "endedAt" | "differences" | "healed" | "failure">;

/** How a comparison of ledger and processor ended, in a word. */
export function runStanding({ endedAt, differences, healed, failure }: Run): {
  readonly tone: Tone;
  readonly word: string;
} {
  if (failure !== null) return { tone: "bad", word: "Cut off" };
  if (endedAt === null) return { tone: "accent", word: "Under way" };
  if (differences === 0) return { tone: "good", word: "No difference" };
  return healed >= differences
    ? { tone: "good", word: `${differences} healed` }
    : { tone: "bad", word: `${differences - healed} not healed` };
}
