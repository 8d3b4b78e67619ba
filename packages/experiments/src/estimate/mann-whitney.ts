import { normalQuantile, normalUpper } from "../distributions/normal.ts";
import type { Interval } from "../verdict/verdict.ts";

// Without ties and with at most this many values the distribution of the rank sum is counted out.
const EXACT_UP_TO = 40;

/**
 * Mann-Whitney's two-sided p (1947), treated against control: exact up to 40 values in all without ties, else normal with tie and continuity correction;
 * and Hodges and Lehmann's shift (1963), the median of all differences, with the interval of the same test at `alpha`. For one look. Null where an arm is empty.
 */
export function mannWhitney(
  control: readonly number[],
  treated: readonly number[],
  alpha: number,
): { readonly shift: Interval; readonly p: number } | null {
  const [m, n] = [control.length, treated.length];
  if (m === 0 || n === 0) return null;
  const { u, ties } = rankSum(control, treated);
  const exact = ties === 0 && m + n <= EXACT_UP_TO ? countRankSums(m, n) : null;
  const deviation = Math.sqrt(((m * n) / 12) * (m + n + 1 - ties / ((m + n) * (m + n - 1) || 1)));
  const cut = exact === null ? normalCut(m * n, deviation, alpha) : exactCut(exact, alpha);
  const rankOf = orderedDifferences(control, treated);
  const shift = {
    estimate: (rankOf(Math.ceil((m * n) / 2) - 1) + rankOf(Math.floor((m * n) / 2))) / 2,
    low: rankOf(cut),
    high: rankOf(m * n - 1 - cut),
  };
  return { shift, p: exact === null ? normalP(u, m * n, deviation) : exactP(u, exact) };
}

/** U of the treated (ties count half) and the sum of t³ - t over groups of ties. */
function rankSum(control: readonly number[], treated: readonly number[]): { u: number; ties: number } {
  const all = [...control.map((value) => ({ value, own: 0 })), ...treated.map((value) => ({ value, own: 1 }))].toSorted(
    (a, b) => a.value - b.value,
  );
  let [ranks, ties] = [0, 0];
  for (let from = 0; from < all.length;) {
    let to = from;
    let own = 0;
    for (; to < all.length && all[to]?.value === all[from]?.value; to += 1) own += all[to]?.own ?? 0;
    ranks += (own * (from + to + 1)) / 2;
    ties += (to - from) ** 3 - (to - from);
    from = to;
  }
  return { u: ranks - (treated.length * (treated.length + 1)) / 2, ties };
}

function normalP(u: number, pairs: number, deviation: number): number {
  if (deviation === 0) return 1;
  return Math.min(1, 2 * normalUpper(Math.max(0, Math.abs(u - pairs / 2) - 0.5) / deviation));
}

function normalCut(pairs: number, deviation: number, alpha: number): number {
  const cut = Math.floor(pairs / 2 + normalQuantile(alpha / 2) * deviation - 0.5);
  return Math.min(Math.max(0, cut), Math.floor((pairs - 1) / 2));
}

/** Shares of the arrangements by U: the coefficients of the Gaussian binomial of m + n over n (Mann and Whitney 1947). */
function countRankSums(m: number, n: number): readonly number[] {
  const ways = new Float64Array(m * n + 1);
  ways[0] = 1;
  for (let i = 1; i <= n; i += 1) {
    // Times 1 - q^(m+i), over 1 - q^i.
    for (let u = m * n; u >= m + i; u -= 1) ways[u] = (ways[u] ?? 0) - (ways[u - m - i] ?? 0);
    for (let u = i; u <= m * n; u += 1) ways[u] = (ways[u] ?? 0) + (ways[u - i] ?? 0);
  }
  const total = ways.reduce((sum, count) => sum + count, 0);
  return Array.from(ways, (count) => count / total);
}

function exactP(u: number, shares: readonly number[]): number {
  const least = Math.min(u, shares.length - 1 - u);
  return Math.min(1, 2 * shares.slice(0, Math.floor(least) + 1).reduce((sum, share) => sum + share, 0));
}

function exactCut(shares: readonly number[], alpha: number): number {
  let below = 0;
  let cut = 0;
  while (below + (shares[cut] ?? 1) <= alpha / 2) below += shares[cut++] ?? 1;
  return Math.max(0, Math.min(cut, Math.ceil(shares.length / 2) - 1) - 1);
}

/** The differences treated - control by rank from 0, found by halving without writing them all out: two sorted samples tell how many lie below. */
function orderedDifferences(control: readonly number[], treated: readonly number[]): (rank: number) => number {
  const [a, b] = [Float64Array.from(control).sort(), Float64Array.from(treated).sort()];
  const [least, most] = [(b[0] ?? 0) - (a.at(-1) ?? 0), (b.at(-1) ?? 0) - (a[0] ?? 0)];
  return (rank) => {
    let [low, high] = [least, most];
    for (let step = 0; step < 64 && low < high; step += 1) {
      const middle = low + (high - low) / 2;
      if (middle === low) break;
      if (upTo(a, b, middle).count > rank) high = middle;
      else low = middle;
    }
    return upTo(a, b, low).count > rank ? low : upTo(a, b, high).largest;
  };
}

/** How many differences are at most `bound`, and the largest of them. */
function upTo(a: Float64Array, b: Float64Array, bound: number): { count: number; largest: number } {
  let [count, largest, from] = [0, -Infinity, 0];
  for (const value of b) {
    while (from < a.length && value - (a[from] ?? 0) > bound) from += 1;
    if (from === a.length) break;
    count += a.length - from;
    largest = Math.max(largest, value - (a[from] ?? 0));
  }
  return { count, largest };
}
