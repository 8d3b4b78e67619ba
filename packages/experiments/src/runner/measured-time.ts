import type { Run } from "./run.ts";

/** How long the stage under way has measured, without its pauses, ms. */
export function stageMs({ stage, pause }: Run, now: number): number {
  if (stage === null) return 0;
  return Math.max(0, (pause?.at ?? now) - stage.since - stage.heldMs);
}

/** How long all stages of the running part have measured together, ms; of a confirmation or a holdout its own time. */
export function partMs(run: Run, now: number): number {
  return run.spentMs + stageMs(run, now);
}
