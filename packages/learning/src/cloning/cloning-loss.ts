import { logSoftmax } from "../graph/activation.ts";
import { add, scale } from "../graph/arithmetic.ts";
import { Graph, type Symbolic } from "../graph/graph.ts";
import { stopGradient } from "../graph/gradients.ts";
import { slice } from "../graph/layout.ts";
import {
  type Head,
  headWidth,
  policyForward,
  policyInputsOf,
  policyLayout,
  type PolicySpec,
} from "../policy/network.ts";
import type { AdamSettings } from "../training/adam.ts";
import { crossEntropy, gaussianNegativeLogLikelihood, squaredError, weightedTotal } from "../training/losses.ts";
import { trainingModel } from "../training/training-step.ts";
import { targetWidth } from "./batch.ts";

// Puts a squared error on the unit interval on the footing of a cross-entropy: an error of 0.2 costs 0.8.
const NUMBER_WEIGHT = 20;
// The value is a passenger while cloning: it must not bend the trunk.
const VALUE_WEIGHT = 0.1;

/** The training graph of behaviour cloning: every head's own loss, Adam, weights and moments in and out. */
export function cloningModel(spec: PolicySpec, settings: AdamSettings): Uint8Array {
  const graph = new Graph("cloning");
  const inputs = policyInputsOf(graph, spec);
  const targets = graph.input("targets", ["N", targetWidth(spec)]);
  const values = graph.input("values", ["N", 1]);
  const rowWeights = graph.input("row_weights", ["N", 1]);
  return trainingModel(
    graph,
    policyLayout(spec),
    (parameters) => {
      const forward = policyForward(graph, spec, inputs, parameters);
      let start = 0;
      let total = scale(graph, squaredError(graph, forward.value, values), VALUE_WEIGHT);
      for (const attribute of spec.attributes) {
        const end = start + headWidth(attribute);
        const target = slice(graph, targets, 1, start, end);
        total = add(graph, total, headLoss(graph, forward.heads.get(attribute.name) as Head, target));
        start = end;
      }
      return weightedTotal(graph, total, rowWeights);
    },
    settings,
  );
}

// The mean answers to the squared error alone; the likelihood teaches only the deviation. Together, a
// deviation that shrinks early would make the mean's gradient explode.
function headLoss(graph: Graph, head: Head, target: Symbolic): Symbolic {
  switch (head.kind) {
    case "choice":
      return crossEntropy(graph, logSoftmax(graph, head.logits), target);
    case "number": {
      const error = scale(graph, squaredError(graph, head.mean, target), NUMBER_WEIGHT);
      const mean = stopGradient(graph, head.mean);
      return add(graph, error, gaussianNegativeLogLikelihood(graph, mean, head.standardDeviation, target));
    }
    default:
      return head satisfies never;
  }
}
