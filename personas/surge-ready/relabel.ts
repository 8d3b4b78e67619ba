import { type DemoFleet, type Truth, truthOf } from "@fleet-persona/demo-fleet";
import type { Configuration } from "@fleet-persona/persona";
import { expertConfiguration } from "./expert.ts";
import type { RecordedRow } from "./recording.ts";
import { traceOf } from "./trace-of.ts";

/** What the teacher wants in one recorded second. */
export function teach(second: {
  readonly fleet: Pick<DemoFleet, "target">;
  readonly truth: Truth;
  readonly t: number;
  readonly signals: RecordedRow["signals"];
}): Configuration {
  const { fleet, truth, t, signals } = second;
  return expertConfiguration({
    truth,
    t,
    relativeSizes: fleet.target.servers.map((server) => server.relative_size).toSorted((a, b) => b - a),
    hitRatio: signals["cache_hit_ratio"] ?? undefined,
    queueDepth: signals["queue_depth"] ?? undefined,
    latencyP95Ms: signals["latency_p95"] ?? undefined,
  });
}

/** The same seconds with what the teacher says today: a change of mind needs no new recording. */
export function relabelled(
  rows: readonly RecordedRow[],
  seconds: number,
  fleet: Pick<DemoFleet, "target">,
): RecordedRow[] {
  const truths = new Map<number, Truth>();
  return rows.map((row) => {
    const truth = truths.get(row.episode) ?? truthOf(traceOf(row.episode, seconds));
    truths.set(row.episode, truth);
    return { ...row, expert: teach({ fleet, truth, t: row.t, signals: row.signals }) };
  });
}
