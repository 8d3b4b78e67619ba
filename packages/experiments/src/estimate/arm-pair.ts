import { sampleOf } from "./sample.ts";
import type { UnitValue } from "./unit-values.ts";

/** The means of two arms with what is known of their error. */
export type ArmPair = {
  readonly control: number;
  readonly treated: number;
  /** Squared standard errors of the two means, and their covariance. */
  readonly controlVariance: number;
  readonly treatedVariance: number;
  readonly covariance: number;
  /** Degrees of freedom of the variance of the difference. */
  readonly df: number;
};

/** What one observation says of the difference of the arms: values by arm, and clusters that move together. */
export function pairOf(control: readonly UnitValue[], treated: readonly UnitValue[]): ArmPair {
  const clustered = [...control, ...treated].some(({ cluster }) => cluster !== null);
  return clustered ? clusteredPair(control, treated) : independentPair(control, treated);
}

/** Units that stand for themselves: Welch 1947 with the degrees of freedom of Welch and Satterthwaite. */
function independentPair(control: readonly UnitValue[], treated: readonly UnitValue[]): ArmPair {
  const a = sampleOf(control.map(({ value }) => value));
  const b = sampleOf(treated.map(({ value }) => value));
  const [va, vb] = [a.variance / a.n, b.variance / b.n];
  return {
    control: a.mean,
    treated: b.mean,
    controlVariance: va,
    treatedVariance: vb,
    covariance: 0,
    df: welchDf(va, a.n - 1, vb, b.n - 1),
  };
}

/** Degrees of freedom of a sum of two independent squared errors (Satterthwaite 1946); of two zeros those of both together. */
export function welchDf(va: number, dfA: number, vb: number, dfB: number): number {
  if (va + vb === 0) return dfA + dfB;
  // As shares of the sum, so that neither tiny nor huge figures lose the answer.
  const share = va / (va + vb);
  return 1 / (share ** 2 / dfA + (1 - share) ** 2 / dfB);
}

/**
 * Cluster-robust (Liang and Zeger 1986): errors are summed within clusters before they are squared, times G / (G - 1), G - 1 degrees of freedom (CR1;
 * Cameron and Miller 2015). Where each cluster holds both arms once it is the paired t test; where none does, it is Welch's on clusters.
 */
function clusteredPair(control: readonly UnitValue[], treated: readonly UnitValue[]): ArmPair {
  const a = sampleOf(control.map(({ value }) => value));
  const b = sampleOf(treated.map(({ value }) => value));
  const errors = new Map<string, [number, number]>();
  const note = (arm: 0 | 1, mean: number, { value, cluster, unit }: UnitValue, n: number): void => {
    // A unit without a cluster among units with one stands for itself.
    const key = cluster === null ? `unit ${unit}` : `cluster ${cluster}`;
    const held = errors.get(key) ?? [0, 0];
    held[arm] += (value - mean) / n;
    errors.set(key, held);
  };
  for (const unit of control) note(0, a.mean, unit, a.n);
  for (const unit of treated) note(1, b.mean, unit, b.n);
  const inControl = new Set(control.map(({ cluster }) => cluster));
  const nested = treated.every(({ cluster }) => cluster === null || !inControl.has(cluster));
  const all = [...errors.values()];
  const groups = nested ? nestedFactors(all) : { a: all.length / (all.length - 1), b: all.length / (all.length - 1) };
  const sum = (of: (error: readonly [number, number]) => number): number =>
    all.reduce((total, error) => total + of(error), 0);
  const controlVariance = groups.a * sum(([own]) => own * own);
  const treatedVariance = groups.b * sum(([, own]) => own * own);
  const covariance = nested ? 0 : groups.a * sum(([own, other]) => own * other);
  const df = nested ? welchDf(controlVariance, dfOf(groups.a), treatedVariance, dfOf(groups.b)) : all.length - 1;
  return { control: a.mean, treated: b.mean, controlVariance, treatedVariance, covariance, df };
}

function nestedFactors(errors: readonly (readonly [number, number])[]): { a: number; b: number } {
  const b = errors.filter(([, own]) => own !== 0).length;
  return { a: factor(errors.length - b), b: factor(b) };
}
const factor = (groups: number): number => (groups > 1 ? groups / (groups - 1) : 1);
const dfOf = (correction: number): number => (correction > 1 ? 1 / (correction - 1) : 0);

/** Squared standard error of treated - control. */
export function differenceVariance(pair: ArmPair): number {
  return Math.max(0, pair.controlVariance + pair.treatedVariance - 2 * pair.covariance);
}
