import { Graph } from "../graph/graph.ts";
import { flatParameters, foldedParameters, parameterCount } from "../training/parameters.ts";
import { policyForward, policyInputsOf, policyLayout, policyOutputs, type PolicySpec } from "./network.ts";

/** The bytes of `policy.onnx`: the forward graph with its weights folded in. Throws `not-finite`. */
export function exportPolicy(spec: PolicySpec, weights: Float32Array): Uint8Array {
  const graph = new Graph("policy");
  const inputs = policyInputsOf(graph, spec);
  const parameters = foldedParameters(graph, policyLayout(spec), weights);
  policyOutputs(graph, policyForward(graph, spec, inputs, parameters));
  return graph.encode();
}

/** The same forward graph with its weights as one flat input `weights`: for rollouts while they still change. */
export function rolloutModel(spec: PolicySpec): Uint8Array {
  const graph = new Graph("rollout");
  const inputs = policyInputsOf(graph, spec);
  const layout = policyLayout(spec);
  const flat = graph.input("weights", [parameterCount(layout)]);
  policyOutputs(graph, policyForward(graph, spec, inputs, flatParameters(graph, layout, flat)));
  return graph.encode();
}
