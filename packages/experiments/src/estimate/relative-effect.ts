import type { Interval } from "../verdict/verdict.ts";
import type { ArmPair } from "./arm-pair.ts";

/** (treated - control) / |control| with its standard error by the delta method: sqrt(vb / ma² + va mb² / ma⁴), independent arms. Null at a control of 0. */
export function relativeByDelta(pair: ArmPair): { readonly estimate: number; readonly error: number } | null {
  const { control, treated, controlVariance, treatedVariance, covariance } = pair;
  const ratio = treated / control;
  const estimate = (treated - control) / Math.abs(control);
  const error =
    Math.sqrt(Math.max(0, treatedVariance + ratio ** 2 * controlVariance - 2 * ratio * covariance)) / Math.abs(control);
  return Number.isFinite(estimate) && Number.isFinite(error) ? { estimate, error } : null;
}

/**
 * (treated - control) / |control| with Fieller's interval (1954): the shares r that |treated - (1 + r) control| <= score × its error does not
 * rule out. Excludes 0 exactly when the interval of the difference does. Null where the control is not told apart from 0, as then there is no bound.
 */
export function relativeByFieller(pair: ArmPair, score: number): Interval | null {
  const { control, treated, controlVariance, treatedVariance, covariance } = pair;
  // In units of the control's value, so that neither tiny nor huge figures lose digits.
  const square = score ** 2 / control ** 2;
  const ratio = treated / control;
  const a = 1 - square * controlVariance;
  const b = ratio - square * covariance;
  const c = ratio ** 2 - square * treatedVariance;
  if (!(a > 0)) return null;
  const root = Math.sqrt(Math.max(0, b * b - a * c));
  const ends = [ratio, (b - root) / a, (b + root) / a].map((end) => (end - 1) * Math.sign(control));
  const [estimate, one, other] = ends as [number, number, number];
  if (!ends.every(Number.isFinite)) return null;
  return { estimate, low: Math.min(one, other, estimate), high: Math.max(one, other, estimate) };
}
