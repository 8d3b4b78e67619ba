import { figureOf } from "../observation/metric-totals.ts";
import type { MetricTotals, UnitObservation } from "../observation/unit-observation.ts";
import type { Metric } from "../plan/metric.ts";

/** One unit's figure of one metric, with the same of its own past where there is one. */
export type UnitValue = {
  readonly unit: string;
  readonly arm: string;
  readonly cluster: string | null;
  readonly value: number;
  readonly before: number | null;
  /** Frames behind the figure. */
  readonly frames: number;
};

/**
 * Figures of the units that have one. A ratio's are linearised about its arm's ratio of sums, R + (n - R d) / mean(d), so that their mean is the
 * ratio and their variance that of the delta method (Deng, Knoblich and Lu 2018, eq. 5).
 */
export function unitValues(metric: Metric, observations: readonly UnitObservation[]): readonly UnitValue[] {
  if (metric.measure.kind !== "ratio")
    return observations.flatMap((seen) => {
      const value = figureOf(metric, seen.totals[metric.name]);
      if (value === null) return [];
      const before = figureOf(metric, seen.before?.[metric.name]);
      return [{ ...namesOf(seen), frames: framesOf(metric, seen), value, before }];
    });
  const known = observations.filter(({ totals }) => figureOf(metric, totals[metric.name]) !== null);
  const past = lineOf(known.flatMap(({ before }) => totalsOf(metric, before)));
  const byArm = Map.groupBy(known, ({ arm }) => arm);
  const lines = new Map(
    [...byArm].map(([arm, seen]) => [arm, lineOf(seen.flatMap(({ totals }) => totalsOf(metric, totals)))]),
  );
  return known.flatMap((seen) => {
    const value = lines.get(seen.arm)?.(seen.totals[metric.name]) ?? null;
    return value === null
      ? []
      : [
          {
            ...namesOf(seen),
            frames: framesOf(metric, seen),
            value,
            before: past?.(seen.before?.[metric.name]) ?? null,
          },
        ];
  });
}

const namesOf = ({ unit, arm, cluster }: UnitObservation): Pick<UnitValue, "unit" | "arm" | "cluster"> => ({
  unit,
  arm,
  cluster,
});
const framesOf = (metric: Metric, { totals }: UnitObservation): number => totals[metric.name]?.frames ?? 0;

const totalsOf = (metric: Metric, totals: UnitObservation["before"]): readonly MetricTotals[] => {
  const own = totals?.[metric.name];
  return own === undefined || figureOf(metric, own) === null ? [] : [own];
};

type Line = (totals: MetricTotals | undefined) => number | null;

function lineOf(all: readonly MetricTotals[]): Line | null {
  const weight = all.reduce((total, own) => total + own.weight, 0);
  if (all.length === 0 || weight === 0) return null;
  const ratio = all.reduce((total, own) => total + own.sum, 0) / weight;
  const mean = weight / all.length;
  return (own) => {
    const value = own === undefined ? Number.NaN : ratio + (own.sum - ratio * own.weight) / mean;
    return Number.isFinite(value) ? value : null;
  };
}
