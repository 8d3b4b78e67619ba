import { log, relu } from "../graph/activation.ts";
import { add, div, mul, neg, scale, square, sub } from "../graph/arithmetic.ts";
import { minimum } from "../graph/extreme.ts";
import type { Graph, Symbolic } from "../graph/graph.ts";
import { reshape } from "../graph/layout.ts";
import { reduceSum } from "../graph/reduce.ts";

/** Cross-entropy per row. logProbabilities and target (one-hot) [N,K] → [N,1]. */
export function crossEntropy(graph: Graph, logProbabilities: Symbolic, target: Symbolic): Symbolic {
  return neg(graph, reduceSum(graph, mul(graph, logProbabilities, target), [1]));
}

/** (prediction - target)² per row, [N,1] → [N,1]. */
export function squaredError(graph: Graph, prediction: Symbolic, target: Symbolic): Symbolic {
  return square(graph, sub(graph, prediction, target));
}

/** |x|. */
export function absolute(graph: Graph, x: Symbolic): Symbolic {
  return add(graph, relu(graph, x), relu(graph, neg(graph, x)));
}

/** Huber's loss of an absolute error: half its square up to 1, linear beyond. */
export function huber(graph: Graph, error: Symbolic): Symbolic {
  const near = minimum(graph, error, graph.scalar(1));
  return mul(graph, near, sub(graph, error, scale(graph, near, 0.5)));
}

/** -log N(target | mean, sd) per row, without its constant. mean, target [N,1], sd [1,1] → [N,1]. */
export function gaussianNegativeLogLikelihood(
  graph: Graph,
  mean: Symbolic,
  standardDeviation: Symbolic,
  target: Symbolic,
): Symbolic {
  const z = div(graph, sub(graph, target, mean), standardDeviation);
  return add(graph, scale(graph, square(graph, z), 0.5), log(graph, standardDeviation));
}

/**
 * Σ wᵢ lossᵢ as [1], both [N,1]. Row weights that sum to one make it a mean; a weight of zero masks a
 * row, so that the last minibatch can be filled up.
 */
export function weightedTotal(graph: Graph, losses: Symbolic, rowWeights: Symbolic): Symbolic {
  return reshape(graph, reduceSum(graph, mul(graph, losses, rowWeights)), [1]);
}
