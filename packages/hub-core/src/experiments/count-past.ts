import type { Tx } from "@fleet-persona/db";
import { measureFrames } from "@fleet-persona/experiments";
import type { Experiment } from "@fleet-persona/experiments";
import type { ExperimentRecord } from "./experiment-record.ts";
import { keepTotals } from "./measure-experiment.ts";
import type { UnitMeasure } from "./measure-experiment.ts";
import { columnsOfFrames, readFrames } from "./read-frames.ts";

// A pre-period may hold a million frames of a host; so many tell its level as well.
const framesOfPast = 3_000;

/** Counts once what each host did before the experiment; true when that is done. */
export async function countPast(
  tx: Tx,
  record: ExperimentRecord,
  { machine, done }: { machine: Experiment; done: boolean },
): Promise<boolean> {
  const { plan } = machine;
  const startedAt = record.row.startedAt?.getTime();
  if (done || startedAt === undefined || plan.preS === 0 || plan.design.kind === "switchback") return true;
  const since = new Map(Object.keys(machine.hosts).map((id) => [id, startedAt - plan.preS * 1000]));
  const every = Math.max(1, Math.ceil(plan.preS / framesOfPast));
  const frames = await readFrames(tx, { tenantId: record.tenantId, since, most: 2 * framesOfPast, every });
  const after = new Map<string, UnitMeasure>();
  for (const [unit, mine] of frames) {
    const past = mine.filter(({ at }) => at < startedAt);
    const totals = measureFrames(plan.metrics, columnsOfFrames(past));
    after.set(unit, { unit, arm: "", totals, frames: past.length, stray: 0, lastAt: null, seenAt: {} });
  }
  await keepTotals(tx, record, 0, { before: new Map(), after });
  return true;
}
