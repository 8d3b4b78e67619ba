import type { Metric } from "../plan/metric.ts";
import { addByMetric, addTotals, figureOf } from "./metric-totals.ts";
import type { MetricTotals, UnitObservation } from "./unit-observation.ts";

/**
 * One observation of each unit and arm from those of stretches of time (the steps of a ramp), as if all had been measured together: what the control came to in a
 * stretch, beside all its stretches, is taken off everybody's figures in it. Else hosts that joined at night would pass for quiet ones. A stretch without
 * control counts for nothing. Of a `quantile` the stretches are added as they are: give it only the last.
 */
export function concurrentObservations(
  metrics: readonly Metric[],
  control: string,
  stretches: readonly (readonly UnitObservation[])[],
): readonly UnitObservation[] {
  const level = metrics.map((metric) => levelOf(metric, control, stretches.flat()));
  const levels = stretches.map((seen) => metrics.map((metric) => levelOf(metric, control, seen)));
  const merged = new Map<string, UnitObservation>();
  for (const [stretch, seen] of stretches.entries())
    for (const observation of seen) {
      const totals = alignedTotals(metrics, observation, levels[stretch] ?? [], level);
      const key = JSON.stringify([observation.unit, observation.arm]);
      const before = merged.get(key);
      merged.set(
        key,
        before === undefined ? { ...observation, totals } : { ...before, totals: addByMetric(before.totals, totals) },
      );
    }
  return [...merged.values()];
}

type Totals = UnitObservation["totals"];

/** What the control's frames came to, all units together; null where there are none. */
function levelOf(metric: Metric, control: string, seen: readonly UnitObservation[]): number | null {
  let total: MetricTotals = { frames: 0, sum: 0, weight: 0 };
  for (const { arm, totals } of seen) {
    const own = totals[metric.name];
    if (arm !== control || own === undefined || figureOf(metric, own) === null) continue;
    total = metric.measure.kind === "quantile" ? addTotals(total, { ...own, histogram: {} }) : addTotals(total, own);
  }
  const level = total.sum / total.weight;
  return Number.isFinite(level) ? level : null;
}

function alignedTotals(
  metrics: readonly Metric[],
  { totals }: UnitObservation,
  levels: readonly (number | null)[],
  all: readonly (number | null)[],
): Totals {
  const aligned: Record<string, MetricTotals> = {};
  for (const [index, { name, measure }] of metrics.entries()) {
    const [own, here, level] = [totals[name], levels[index] ?? null, all[index] ?? null];
    if (own === undefined || here === null || level === null) continue;
    aligned[name] = measure.kind === "quantile" ? own : { ...own, sum: own.sum - own.weight * (here - level) };
  }
  return aligned;
}
