import type { GateGrade } from "@fleet-persona/hub-core";
import type { Tone } from "../ui/tone.ts";

/** What a grade of the gate is called, and what it means. */
export const gradeWords: Readonly<
  Record<GateGrade, { readonly word: string; readonly tone: Tone; readonly meaning: string }>
> = {
  passed: {
    word: "Gate passed",
    tone: "good",
    meaning: "The gate ran it in eight scenarios and found nothing against it.",
  },
  "passed-with-remarks": {
    word: "Passed with remarks",
    tone: "warn",
    meaning: "The gate left the decision to people: approving it takes a tick at each of its reasons.",
  },
  pending: { word: "In the gate", tone: "neutral", meaning: "The gate has not come to a verdict yet." },
  rejected: { word: "Gate rejected", tone: "bad", meaning: "The gate keeps it off every fleet." },
};
