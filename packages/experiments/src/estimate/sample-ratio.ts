import { chiSquareUpper } from "../distributions/chi-square.ts";
import { lnGamma } from "../distributions/gamma.ts";

/** Below this p the split is not chance: about one good experiment in a thousand is suspected. */
export const SAMPLE_RATIO_ALPHA = 0.001;
// Where fewer units than this are expected in an arm, chi-square is no longer near enough (Cochran 1954).
const LEAST_EXPECTED = 5;

/**
 * p of counts against weights: Pearson's chi-square; where less than 5 are expected in an arm, each arm's exact binomial against the rest,
 * the least times the number of arms. Null without units or weights.
 */
export function sampleRatioP(counts: readonly number[], weights: readonly number[]): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0) || !(whole > 0) || !Number.isFinite(total) || !Number.isFinite(whole)) return null;
  const shares = weights.map((weight) => weight / whole);
  // An arm that nobody should be in yet: anybody in it is wrong, nobody says nothing.
  if (shares.some((share, arm) => share === 0 && (counts[arm] ?? 0) > 0)) return 0;
  const open = counts.map((count, arm) => ({ count, share: shares[arm] ?? 0 })).filter(({ share }) => share > 0);
  if (open.length < 2) return 1;
  if (open.some(({ share }) => share * total < LEAST_EXPECTED)) return exact(open, total);
  const x = open.reduce((sum, { count, share }) => sum + (count - share * total) ** 2 / (share * total), 0);
  return chiSquareUpper(x, open.length - 1);
}

function exact(arms: readonly { readonly count: number; readonly share: number }[], total: number): number {
  const tests = arms.length === 2 ? arms.slice(0, 1) : arms;
  return Math.min(1, tests.length * Math.min(...tests.map(({ count, share }) => binomialP(count, total, share))));
}

/** Two-sided exact binomial p: the chance of everything that is no likelier than what was seen. */
export function binomialP(count: number, total: number, share: number): number {
  const log = (k: number): number =>
    lnGamma(total + 1) -
    lnGamma(k + 1) -
    lnGamma(total - k + 1) +
    k * Math.log(share) +
    (total - k) * Math.log1p(-share);
  const seen = log(count);
  let p = 0;
  for (let k = 0; k <= total; k += 1) {
    const here = log(k);
    if (here <= seen + 1e-9) p += Math.exp(here);
  }
  return Math.min(1, p);
}
