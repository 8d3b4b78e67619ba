import { gammaUpper } from "./gamma.ts";

/** P(Z > z) of the standard normal; the far tail keeps its relative precision. */
export function normalUpper(z: number): number {
  const tail = 0.5 * gammaUpper(0.5, (z * z) / 2);
  return z >= 0 ? tail : 1 - tail;
}

/** P(Z <= z) of the standard normal. */
export function normalCdf(z: number): number {
  return normalUpper(-z);
}

/** Density of the standard normal. */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

const CENTRE = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
];
const CENTRE_BELOW = [
  -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1,
];
const TAIL = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const TAIL_BELOW = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1];
const horner = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((total, coefficient) => total * x + coefficient, 0);

/** z with P(Z <= z) = p, 0 < p < 1 (Acklam's rational approximation, then one step of Halley's). */
export function normalQuantile(p: number): number {
  if (p <= 0) return -Infinity;
  if (p >= 1) return Infinity;
  if (p > 0.5) return -normalQuantile(1 - p);
  const first = p < 0.02425 ? tailGuess(p) : centreGuess(p);
  const error = (normalCdf(first) - p) / normalDensity(first);
  return first - error / (1 + (first * error) / 2);
}

function tailGuess(p: number): number {
  const q = Math.sqrt(-2 * Math.log(p));
  return horner(TAIL, q) / horner(TAIL_BELOW, q);
}

function centreGuess(p: number): number {
  const q = p - 0.5;
  return (horner(CENTRE, q * q) * q) / horner(CENTRE_BELOW, q * q);
}
