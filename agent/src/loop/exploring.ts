import { DRAWS_EACH, type Exploring } from "@fleet-persona/engine";
import type { RunningPersona } from "./running-persona.ts";

/** What the engine is told about exploring under this assignment: undefined where nothing is drawn. `chance` gives uniform variates. */
export function exploringOf(
  { persona, assignment }: Pick<RunningPersona, "persona" | "assignment">,
  steered: number,
  chance: () => number,
): Exploring | undefined {
  const { experiment, assignmentId } = assignment;
  const explore = experiment?.explore ?? null;
  if (experiment === undefined || explore === null) return undefined;
  const { experimentId, arm, marker } = experiment;
  const under = [persona.digest, assignmentId, experimentId, arm, marker].join(" ");
  return { everyMs: explore.everyMs, under, draws: Array.from({ length: steered * DRAWS_EACH }, chance) };
}
