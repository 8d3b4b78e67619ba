import { gammaUpper } from "./gamma.ts";

/** P(X > x) of chi-square with `df` degrees of freedom. */
export function chiSquareUpper(x: number, df: number): number {
  return gammaUpper(df / 2, x / 2);
}
