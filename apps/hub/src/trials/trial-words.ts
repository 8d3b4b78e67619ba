import type { Estimate, SimulatedFigures, TrialReadiness, TrialSummary } from "@fleet-persona/hub-core";
import { comparedTo, percent, shownNumber } from "../ui/figures.ts";
import type { Tone } from "../ui/tone.ts";

/** A trial's state as a badge has it. */
export const trialStates = {
  queued: { word: "Waiting", tone: "neutral", meaning: "A worker takes it next." },
  running: { word: "Running", tone: "accent", meaning: "A worker replays the recording." },
  done: { word: "Done", tone: "good", meaning: "The report is here." },
  failed: { word: "No result", tone: "warn", meaning: "It ended without a report." },
} as const satisfies Record<
  TrialSummary["status"],
  { readonly word: string; readonly tone: Tone; readonly meaning: string }
>;

/** Whether a fleet has recorded enough, and when it will have. */
export function readinessSentence(ready: TrialReadiness): string {
  const { minutes, neededMinutes, estimateMinutes, recording } = ready;
  if (minutes < neededMinutes) {
    const has = minutes === 0 ? "nothing" : `${minutes} min`;
    const then = recording ? `in about ${neededMinutes - minutes} min` : "once an agent of it is recording";
    return `It has recorded ${has} in the last days; ${neededMinutes} min are needed. There will be enough ${then}.`;
  }
  if (minutes < estimateMinutes)
    return `It has recorded ${minutes} min: enough for a replay. An effect is estimated from ${estimateMinutes} min on.`;
  return `It has recorded ${hoursPhrase(minutes)}: enough for a replay and an estimate.`;
}

export function hoursPhrase(minutes: number): string {
  return minutes < 120 ? `${Math.round(minutes)} min` : `${shownNumber(minutes / 60, 2)} h`;
}

type Estimated = Extract<Estimate, { kind: "estimate" }>;

/** "Estimated: 31 % fewer breach seconds, core-seconds 4 % fewer", by the simulator fitted to the fleet. */
export function effectSentence({ as_it_was: was, candidate }: Estimated): string {
  return `${breachPhrase(was, candidate)}, ${corePhrase(was, candidate)}`;
}

function breachPhrase(was: SimulatedFigures, would: SimulatedFigures): string {
  // Below a second in all there is no ratio worth its name.
  if (was.breach_seconds < 1 && would.breach_seconds < 1) return "no breach either way";
  if (was.breach_seconds < 1) return `${shownNumber(would.breach_seconds)} breach seconds where there were none`;
  const phrase = comparedTo(would.breach_seconds / was.breach_seconds, "fewer", "more");
  return phrase === "the same" ? "as many breach seconds" : `${phrase} breach seconds`;
}

function corePhrase(was: SimulatedFigures, would: SimulatedFigures): string {
  if (was.core_seconds === 0) return "no cores counted";
  const phrase = comparedTo(would.core_seconds / was.core_seconds, "fewer", "more");
  return phrase === "the same" ? "as many core-seconds" : `${phrase} core-seconds`;
}

/** How far the simulator was from the part of the recording that it had not seen. */
export function errorSentence({ error }: Estimated): string {
  return `On the part it had not seen the simulator missed p95 by ${percent(error.p95)} and the CPU used by ${percent(error.cpu)} (medians over ${shownNumber(error.bins)} stretches of 10 s).`;
}
