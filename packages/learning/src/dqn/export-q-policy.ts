import type { Attribute } from "@fleet-persona/persona";
import { softmax, sqrt } from "../graph/activation.ts";
import { add, mul, scale, shift, square, sub } from "../graph/arithmetic.ts";
import { matmul } from "../graph/gemm.ts";
import { Graph, type Symbolic } from "../graph/graph.ts";
import { concat } from "../graph/layout.ts";
import { reduceSum } from "../graph/reduce.ts";
import { binCentre, policyQNetwork, type QShape } from "../network/q-network.ts";
import { policyInputsOf, type PolicySpec } from "../policy/network.ts";
import { requireSettings } from "../training/require-settings.ts";
import { foldedParameters } from "../training/parameters.ts";

export type QExport = QShape & {
  /** τ of softmax(Q / τ): near 0 the best action alone, large all alike. In the units of the return. */
  readonly temperature: number;
};

/**
 * The bytes of `policy.onnx` for action values of `policyQNetwork` of the same shape: softmax(Q/τ) for choices, and for
 * numbers mean and deviation of that distribution over the bins. `value` is the mean over attributes of the value to
 * expect under it. Throws `settings-invalid`, `not-finite` and `shape-mismatch`.
 */
export function exportQPolicy(spec: PolicySpec, weights: Float32Array, { temperature, ...shape }: QExport): Uint8Array {
  requireSettings({ temperature }, { temperature: "positive" });
  const network = policyQNetwork(spec, shape);
  const graph = new Graph("q_policy");
  const { signals, present, config } = policyInputsOf(graph, spec);
  const observation = concat(graph, [signals, present, config], 1);
  const branches = network.forward(graph, observation, foldedParameters(graph, network.layout, weights));
  const values = spec.attributes.map((attribute, at) => {
    const q = branches[at] as Symbolic;
    const probabilities = softmax(graph, scale(graph, q, 1 / temperature));
    graph.output(`weights.${attribute.name}`, weightsOf(graph, attribute, probabilities, network.branches[at] ?? 1));
    return reduceSum(graph, mul(graph, probabilities, q), [1]);
  });
  const total = values.reduce((sum, value) => add(graph, sum, value));
  graph.output("value", scale(graph, total, 1 / values.length));
  return graph.encode();
}

function weightsOf(graph: Graph, attribute: Attribute, probabilities: Symbolic, bins: number): Symbolic {
  if (attribute.kind === "categorical" || attribute.kind === "boolean") return probabilities;
  const centres = Array.from({ length: bins }, (_, bin) => binCentre(bin, bins));
  const expected = (of: readonly number[]): Symbolic => matmul(graph, probabilities, graph.constant(of, [bins, 1]));
  const mean = expected(centres);
  // Any number of a bin is as likely as its centre, which adds the variance of a uniform distribution.
  const within = 1 / (12 * bins ** 2);
  const spread = sub(graph, expected(centres.map((centre) => centre ** 2)), square(graph, mean));
  // Rounding must not make the root's argument negative where one bin has everything.
  return concat(graph, [mean, sqrt(graph, shift(graph, spread, within))], 1);
}
