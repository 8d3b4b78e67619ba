import { normalDensity, normalUpper } from "../distributions/normal.ts";

/**
 * A Gaussian estimate under a Gaussian prior (flat where its variance is null): chance that the effect is above 0, and the expected loss of
 * choosing treated or control when the other is better (Stucchio 2015, "Bayesian A/B testing at VWO"), in the effect's unit. `error` above 0.
 */
export function bayesianEffect(
  estimate: number,
  error: number,
  prior: { readonly mean: number; readonly variance: number } | null = null,
): {
  readonly mean: number;
  readonly error: number;
  readonly chanceToWin: number;
  readonly riskOfControl: number;
  readonly riskOfTreated: number;
} {
  const own = 1 / error ** 2;
  const before = prior === null ? 0 : 1 / prior.variance;
  const variance = 1 / (own + before);
  const mean = variance * (estimate * own + (prior?.mean ?? 0) * before);
  const deviation = Math.sqrt(variance);
  const z = mean / deviation;
  const gain = mean * normalUpper(-z) + deviation * normalDensity(z);
  return { mean, error: deviation, chanceToWin: normalUpper(-z), riskOfControl: gain, riskOfTreated: gain - mean };
}
