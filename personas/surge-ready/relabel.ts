import { type DemoFleet, type Truth, truthOf } from "@fleet-persona/demo-fleet";
import type { Configuration } from "@fleet-persona/persona";
import { INITIAL_COST_FACTOR, observedCostFactor } from "./cost-factor.ts";
import { expertConfiguration } from "./expert.ts";
import type { RecordedRow } from "./recording.ts";
import { traceOf } from "./trace-of.ts";

/** A second without the teacher's word on it. */
export type Unlabelled = Omit<RecordedRow, "expert">;

/** The teacher at work through one episode: asked second by second, it learns what requests cost here. */
export type Lesson = (second: Unlabelled) => Configuration;

export function startLesson(fleet: Pick<DemoFleet, "target">, truth: Truth): Lesson {
  const relativeSizes = fleet.target.servers.map((server) => server.relative_size).toSorted((a, b) => b - a);
  let costFactor = INITIAL_COST_FACTOR;
  return (second) => {
    costFactor = observedCostFactor(costFactor, { truth, relativeSizes, ...second });
    return expertConfiguration({
      truth,
      t: second.t,
      relativeSizes,
      costFactor,
      hitRatio: second.signals["cache_hit_ratio"] ?? undefined,
      queueDepth: second.signals["queue_depth"] ?? undefined,
      latencyP95Ms: second.signals["latency_p95"] ?? undefined,
    });
  };
}

/** The same seconds with what the teacher says today: a change of mind needs no new recording. */
export function relabelled(
  rows: readonly RecordedRow[],
  seconds: number,
  fleet: Pick<DemoFleet, "target">,
): RecordedRow[] {
  let lesson: Lesson | null = null;
  return rows.map((row, at) => {
    const before = rows[at - 1];
    const begins = before === undefined || before.episode !== row.episode || before.t > row.t;
    if (lesson === null || begins) lesson = startLesson(fleet, truthOf(traceOf(row.episode, seconds)));
    return { ...row, expert: lesson(row) };
  });
}
