import type { Attribute, InputSignal } from "@fleet-persona/persona";
import type { Confidence } from "./decision.ts";
import type { Proposal, Weights } from "./proposal.ts";
import type { SignalProblem } from "./signals.ts";

// One strange signal weakens the policy's voice; it takes several to silence it.
const FARTHEST = 4;
// With every optional signal gone, half the confidence is left: they were optional.
const MISSING_COST = 0.5;
// Standard deviation of a uniform draw from the unit interval: a policy that spread knows nothing.
const UNIFORM_DEVIATION = Math.sqrt(1 / 12);

type Heard = {
  readonly claimed: number;
  readonly attributes: readonly Attribute[];
  readonly inputs: readonly InputSignal[];
  readonly readings: readonly (number | SignalProblem)[];
  readonly proposal: Proposal;
};

/** The claimed confidence times its live part; 0 when there is no proposal. */
export function liveConfidence({ claimed, attributes, inputs, readings, proposal }: Heard): Confidence {
  const distance = distanceFactor(inputs, readings);
  const missing = missingFactor(inputs, readings);
  const entropy = proposal.kind === "policy" ? entropyFactor(attributes, proposal.weights) : 0;
  return { claimed, distance, missing, entropy, total: claimed * distance * missing * entropy };
}

/** 1 / (1 + mean squared excess), the excess counted in standard deviations beyond the 1st to 99th percentile. */
function distanceFactor(inputs: readonly InputSignal[], readings: readonly (number | SignalProblem)[]): number {
  let squares = 0;
  let present = 0;
  for (let index = 0; index < inputs.length; index += 1) {
    const input = inputs[index];
    const reading = readings[index];
    if (input === undefined || typeof reading !== "number") continue;
    const { p01, p99, standard_deviation } = input.distribution;
    const excess = Math.max(0, p01 - reading, reading - p99);
    // A signal that never varied in training has no spread to count in: a twentieth of its size stands in.
    const spread = Math.max(standard_deviation, (p99 - p01) / 4, Math.max(Math.abs(p01), Math.abs(p99)) / 20, 1e-9);
    squares += Math.min(excess / spread, FARTHEST) ** 2;
    present += 1;
  }
  return present === 0 ? 0 : 1 / (1 + squares / present);
}

function missingFactor(inputs: readonly InputSignal[], readings: readonly (number | SignalProblem)[]): number {
  let optional = 0;
  let missing = 0;
  for (let index = 0; index < inputs.length; index += 1) {
    if (inputs[index]?.required !== false) continue;
    optional += 1;
    if (typeof readings[index] !== "number") missing += 1;
  }
  return optional === 0 ? 1 : 1 - (MISSING_COST * missing) / optional;
}

/** 1 - (weighted mean of normalised entropy)²: a decided policy keeps its voice, an undecided one loses it. */
function entropyFactor(attributes: readonly Attribute[], weights: Readonly<Record<string, Weights>>): number {
  let total = 0;
  let weightSum = 0;
  for (const { name, weight } of attributes) {
    const said = weights[name];
    if (said === undefined) continue;
    total += weight * uncertainty(said);
    weightSum += weight;
  }
  return weightSum === 0 ? 1 : 1 - Math.min(1, total / weightSum) ** 2;
}

function uncertainty(weights: Weights): number {
  switch (weights.kind) {
    case "number":
      return Math.min(1, weights.standardDeviation / UNIFORM_DEVIATION);
    case "choice": {
      const nats = weights.probabilities.reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0);
      return weights.probabilities.length < 2 ? 0 : nats / Math.log(weights.probabilities.length);
    }
    default:
      return weights satisfies never;
  }
}
