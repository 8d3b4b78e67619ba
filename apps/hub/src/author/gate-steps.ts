import type { GateProgressView, GateStep } from "@fleet-persona/hub-core";
import { verdictOf } from "../reviews/verdict-words.ts";
import type { ProgressStep, StepState } from "../ui/progress-steps.tsx";

const stages: readonly (readonly [step: GateStep, title: string])[] = [
  ["sandbox", "Starts it in a sandbox"],
  ["fuzzing", "Asks it odd questions"],
  ["scenarios", "Runs it through scenarios"],
];

type GateStepShown = ProgressStep & { readonly title: string; readonly note?: string };

/** How far the gate is with a version, as steps. */
export function gateSteps(progress: GateProgressView): readonly GateStepShown[] {
  return [waiting(progress), ...stages.map(([step, title]) => stage(progress, step, title)), verdict(progress)];
}

/** The same in a line, for who does not see the steps. */
export function gateLine(progress: GateProgressView): string {
  const now = gateSteps(progress).find(({ state }) => state === "now" || state === "failed");
  if (now === undefined) return "The gate has passed judgement.";
  return now.note === undefined ? now.title : `${now.title}: ${now.note}`;
}

function waiting(progress: GateProgressView): GateStepShown {
  if (progress.kind !== "queued") return { title: "Waited for its turn", state: "done" };
  const { ahead, running } = progress;
  const before = ahead === 0 ? "it is next" : `${ahead} ${ahead === 1 ? "is" : "are"} ahead`;
  return { title: "Waits for its turn", state: "now", note: `${before}, ${running} in the gate` };
}

function stage(progress: GateProgressView, step: GateStep, title: string): GateStepShown {
  if (progress.kind === "queued") return { title, state: "waiting" };
  if (progress.kind === "ended") return { title, state: progress.state.kind === "failed" ? "waiting" : "done" };
  const place = stages.findIndex(([each]) => each === progress.step);
  const own = stages.findIndex(([each]) => each === step);
  // A worker that has just taken it is starting the sandbox, whatever it has said.
  const state: StepState = own < Math.max(place, 0) ? "done" : own === Math.max(place, 0) ? "now" : "waiting";
  const counts = state === "now" && step === "scenarios" && progress.total > 0;
  return { title, state, ...(counts && { note: `${progress.done} of ${progress.total} runs` }) };
}

function verdict(progress: GateProgressView): GateStepShown {
  if (progress.kind !== "ended") return { title: "Verdict", state: "waiting" };
  const { words, tone, meaning } = verdictOf(progress.state);
  return { title: words, state: tone === "bad" ? "failed" : "done", note: meaning };
}
