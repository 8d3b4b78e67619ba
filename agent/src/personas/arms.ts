import type { Assignment, EventRecord } from "@fleet-persona/protocol";
import { z } from "zod";

/** The arm that this host is on, and since when by its own clock. Kept, so that a restart is no new arm. */
export const armSchema = z.strictObject({ experimentId: z.guid(), arm: z.string(), since: z.int().nonnegative() });
export type Arm = z.infer<typeof armSchema>;

// As many as an experiment has arms at most: each may be another Persona.
const MOST_KEPT = 6;

/** The arm after an assignment came into force; the same arm goes on. */
export function armAfter(before: Arm | null, assignment: Assignment | null, now: number): Arm | null {
  if (assignment?.experiment === undefined) return null;
  const { experimentId, arm } = assignment.experiment;
  return isSame(before, { experimentId, arm }) ? before : { experimentId, arm, since: now };
}

/** Digests whose bundles stay on this host, the newest first: an experiment goes to and fro between them. */
export function keptAfter(
  kept: readonly string[],
  assignment: Assignment | null,
  digests: readonly string[],
): readonly string[] {
  if (assignment?.experiment === undefined) return kept;
  return [...new Set([...digests, ...kept])].slice(0, MOST_KEPT);
}

/** An assignment that this host goes back to by itself: it is on no arm then, whatever it was on when that ran. */
export function withoutExperiment({ experiment: _left, ...assignment }: Assignment): Assignment {
  return assignment;
}

/** What there is to tell when a host comes onto an arm, changes it or leaves its experiment. */
export function armEvents(before: Arm | null, after: Arm | null, assignment: Assignment | null): EventRecord[] {
  if (before === after || isSame(before, after)) return [];
  if (before !== null && after !== null && before.experimentId === after.experimentId)
    return [told("experiment-arm-changed", `${onArm(after, assignment)} It was on ${before.arm}.`, after, assignment)];
  return [
    ...(before === null
      ? []
      : [
          told("experiment-ended", `The experiment is over for this host, which was on its arm ${before.arm}.`, before),
        ]),
    ...(after === null
      ? []
      : [told("experiment-began", `An experiment began. ${onArm(after, assignment)}`, after, assignment)]),
  ];
}

/** The arm in a sentence: what runs on it, and how it is decided. */
export function onArm({ arm }: Pick<Arm, "arm">, assignment: Assignment | null): string {
  if (assignment === null) return `This host is on arm ${arm}.`;
  const { personaId, version, settings, experiment } = assignment;
  const explore = experiment?.explore ?? null;
  const asks = settings.decider === "fallback" ? ", with its fallback asked in the policy's place" : "";
  const draws = explore === null ? "" : `, drawing from its policy's weights every ${explore.everyMs / 1000} s`;
  return `This host is on arm ${arm}: ${personaId} version ${version}${asks === "" ? draws : asks}.`;
}

function told(name: string, message: string, arm: Arm, assignment: Assignment | null = null): EventRecord {
  const marker = assignment?.experiment?.marker;
  return {
    name,
    severity: "info",
    message: message.slice(0, 1000),
    detail: { experimentId: arm.experimentId, arm: arm.arm, ...(marker === undefined ? {} : { marker }) },
  };
}

function isSame(a: Pick<Arm, "experimentId" | "arm"> | null, b: Pick<Arm, "experimentId" | "arm"> | null): boolean {
  return a !== null && b !== null && a.experimentId === b.experimentId && a.arm === b.arm;
}
