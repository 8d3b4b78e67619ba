import { SPOKEN_DEVIATION } from "@fleet-persona/engine";
import { DEVIATION, policyLayout, type PolicySpec } from "../policy/network.ts";

/**
 * The weights with every number's deviation at what the fleet's environment speaks samples with. A deviation is how far learning
 * explores; left in an exported policy, the engine would take it for doubt and make each step smaller than it was in training.
 */
export function decidedWeights(spec: PolicySpec, weights: Float32Array, deviation = SPOKEN_DEVIATION): Float32Array {
  const decided = Float32Array.from(weights);
  const share = (deviation - DEVIATION.least) / (DEVIATION.most - DEVIATION.least);
  const raw = Math.log(share / (1 - share));
  let at = 0;
  for (const { name, dims } of policyLayout(spec)) {
    const size = dims.reduce((product, dim) => product * dim, 1);
    if (name.startsWith("spread.")) decided.fill(raw, at, at + size);
    at += size;
  }
  return decided;
}
