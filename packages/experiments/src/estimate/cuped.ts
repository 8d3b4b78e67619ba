import { differenceVariance, pairOf, type ArmPair } from "./arm-pair.ts";
import type { UnitValue } from "./unit-values.ts";

// Fewer units with a past than this say too little of the slope.
const LEAST_UNITS = 8;

export type Adjusted = { readonly pair: ArmPair; readonly explained: number | null };

/**
 * Means after what each unit's own past foretells is taken off (CUPED: Deng, Xu, Kohavi and Walker 2013): y - θ (x - mean x), θ the slope within arms,
 * pooled. The error of θ is added as in the analysis of covariance; it costs a degree of freedom. A unit without a past keeps its figure.
 */
export function adjustByPast(control: readonly UnitValue[], treated: readonly UnitValue[]): Adjusted {
  const slope = slopeOf(control, treated);
  if (slope === null) return { pair: pairOf(control, treated), explained: null };
  const { theta, centre, squares, explained } = slope;
  const adjust = (unit: UnitValue): UnitValue =>
    unit.before === null ? unit : { ...unit, value: unit.value - theta * (unit.before - centre) };
  const n = control.length + treated.length;
  const plain = pairOf(control.map(adjust), treated.map(adjust));
  const factor = (n - 2) / (n - 3);
  // Each mean hangs on θ by how far its units' past lies from the centre.
  const perUnit = (differenceVariance(plain) * factor) / (1 / control.length + 1 / treated.length);
  const [a, b] = [control, treated].map((units) => offset(units, centre)) as [number, number];
  const pair: ArmPair = {
    ...plain,
    controlVariance: plain.controlVariance * factor + (a * a * perUnit) / squares,
    treatedVariance: plain.treatedVariance * factor + (b * b * perUnit) / squares,
    covariance: plain.covariance * factor + (a * b * perUnit) / squares,
    df: plain.df / factor,
    steady: { ...plain.steady, df: Math.min(plain.steady.df, n - 3) },
  };
  return { pair, explained };
}

type Slope = { theta: number; centre: number; squares: number; explained: number };

function slopeOf(control: readonly UnitValue[], treated: readonly UnitValue[]): Slope | null {
  const known = [control, treated].map((units) =>
    units.flatMap(({ value, before }) => (before === null ? [] : [{ y: value, x: before }])),
  );
  const all = known.flat();
  if (all.length < LEAST_UNITS || all.length * 2 < control.length + treated.length) return null;
  let [xx, xy, yy] = [0, 0, 0];
  for (const units of known) {
    const [mx, my] = [meanOf(units.map(({ x }) => x)), meanOf(units.map(({ y }) => y))];
    for (const { x, y } of units) {
      xx += (x - mx) ** 2;
      xy += (x - mx) * (y - my);
      yy += (y - my) ** 2;
    }
  }
  const [theta, explained] = [xy / xx, (xy * xy) / (xx * yy)];
  if (!Number.isFinite(theta) || !Number.isFinite(explained)) return null;
  return { theta, centre: meanOf(all.map(({ x }) => x)), squares: xx, explained: Math.min(1, explained) };
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const offset = (units: readonly UnitValue[], centre: number): number =>
  units.reduce((sum, { before }) => sum + (before === null ? 0 : before - centre), 0) / units.length;
