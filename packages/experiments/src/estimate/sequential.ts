import { normalUpper } from "../distributions/normal.ts";
import { studentTwoSided } from "../distributions/student.ts";

/**
 * Anytime-valid bounds for a fixed number of units whose figures become more exact with time.
 *
 * The difference D of unit means has independent increments in its information I = 1 / se²: I D is a Brownian motion with drift, whatever part of the
 * variance is between the units and whatever within (Jennison and Turnbull 1997). A mixture of normals over the drift makes exp-supermartingales of it
 * (Robbins 1970; Howard et al. 2021, eq. 14): E = Σ w_j (1 + I / ρ_j)^(-1/2) exp(z² I / (2 (I + ρ_j))) is at most 1 / α at every look with probability 1 - α.
 */
const WEIGHTS: readonly number[] = [0.7, 0.2, 0.1];
/** Each next part of the mixture is for effects so many times larger in information: found early. */
const STEP = 12;
// Where a part is tightest for two-sided 5 %: information / ρ there is -2 ln α + ln(1 - 2 ln α).
const TIGHTEST = -2 * Math.log(0.05) + Math.log(1 - 2 * Math.log(0.05));
const MOST = 37;

/** Logarithm of the evidence against no difference: z the normal score, `progress` the information as a share of what was planned. */
export function logEvidence(z: number, progress: number, weights = WEIGHTS): number {
  let [most, sum] = [-Infinity, 0];
  for (const [index, weight] of weights.entries()) {
    const k = 1 + progress * TIGHTEST * STEP ** index;
    const part = Math.log(weight) - Math.log(k) / 2 + (z * z * (k - 1)) / (2 * k);
    // Summed beside the largest, so that nothing overflows.
    sum = part > most ? sum * Math.exp(most - part) + 1 : sum + Math.exp(part - most);
    most = Math.max(most, part);
  }
  return most + Math.log(sum);
}

/** The normal score beyond which a look finds something, at `alpha` over all looks. One weight alone is the plain normal mixture. */
export function sequentialScore(alpha: number, progress: number, weights = WEIGHTS): number {
  let low = 0;
  let high = MOST;
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (logEvidence(middle, progress, weights) < -Math.log(alpha)) low = middle;
    else high = middle;
  }
  return high;
}

/** Two-sided p over all looks: the least alpha at which this look finds something. */
export function sequentialP(z: number, progress: number, weights = WEIGHTS): number {
  return Math.min(1, Math.exp(-logEvidence(Math.min(MOST, Math.abs(z)), progress, weights)));
}

// How far information grows while crossing is likely, as a natural logarithm: a factor of twenty.
const SPAN = 3;

/**
 * The z that is crossed as rarely as |t| is over many looks. With an estimated variance not only the tail is heavier: the ratio also wanders faster. A
 * stationary process crosses a high level b at P(beyond b) b² c / 2 per unit of ln(information), c = 1 for the normal and (df - 2) / (df - 1) for t (Aldous 1989, D).
 */
export function normalScore(t: number, df: number): number {
  const size = Math.abs(t);
  if (size === Infinity) return MOST;
  const wanted = crossings(size, studentTwoSided(size, df), df);
  let low = 0;
  let high = Math.min(size, MOST);
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (crossings(middle, 2 * normalUpper(middle), Infinity) > wanted) low = middle;
    else high = middle;
  }
  return high;
}

/** The |t| whose `normalScore` is z. */
export function studentScore(z: number, df: number): number {
  const wanted = crossings(z, 2 * normalUpper(z), Infinity);
  let low = z;
  let high = z;
  while (crossings(high, studentTwoSided(high, df), df) > wanted && high < 1e12) high *= 2;
  for (let step = 0; step < 60 && high - low > 1e-9 * high; step += 1) {
    const middle = (low + high) / 2;
    if (crossings(middle, studentTwoSided(middle, df), df) > wanted) low = middle;
    else high = middle;
  }
  return high;
}

function crossings(level: number, tail: number, df: number): number {
  const wander = df === Infinity ? 1 : Math.max(0, df - 2) / (df - 1);
  return tail * (1 + (SPAN / 2) * level * level * wander);
}
