import { stageMs } from "./measured-time.ts";
import type { Run } from "./run.ts";
import { isOpen } from "./run.ts";

const shortestMs = 2_000;
// A broken guardrail has to be seen within seconds, however old the stage is.
const longestMs = 8_000;
const restMs = 30_000;

/** When the next look is due, ms since 1970: soon while a stage is young, and at the end of a block. Null: never again. */
export function nextLookAt(run: Run, now: number): number | null {
  if (!isOpen(run.status)) return null;
  if (run.status === "paused" || run.status === "awaiting-promotion") return now + restMs;
  const afterMs = Math.min(longestMs, Math.max(shortestMs, stageMs(run, now) / 60));
  const edge = run.blocks?.current?.until ?? Number.POSITIVE_INFINITY;
  return Math.min(now + afterMs, Math.max(now, edge));
}
