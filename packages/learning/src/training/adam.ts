import { sqrt } from "../graph/activation.ts";
import { add, div, mul, neg, scale, shift, square, sub } from "../graph/arithmetic.ts";
import type { Graph, Symbolic } from "../graph/graph.ts";
import { reduceSum } from "../graph/reduce.ts";

/** Settings of Adam (Kingma and Ba, 2015) that stay the same during training. */
export type AdamSettings = {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** The largest global L2 norm of a gradient; larger ones are scaled down to it. */
  readonly maxGradientNorm: number;
};

export const ADAM_DEFAULTS: AdamSettings = { beta1: 0.9, beta2: 0.999, epsilon: 1e-5, maxGradientNorm: 0.5 };

export type AdamState = { readonly weights: Symbolic; readonly moment1: Symbolic; readonly moment2: Symbolic };

/** What changes from step to step, each [1]: the rate, and the bias corrections 1 - βᵗ. */
export type AdamRates = {
  readonly learningRate: Symbolic;
  readonly correction1: Symbolic;
  readonly correction2: Symbolic;
};

/** One Adam step over flat tensors; also returns the gradient's norm before it was clipped. */
export function adamStep(
  graph: Graph,
  state: AdamState,
  gradient: Symbolic,
  rates: AdamRates,
  settings: AdamSettings,
): AdamState & { readonly gradientNorm: Symbolic } {
  const gradientNorm = sqrt(graph, shift(graph, reduceSum(graph, square(graph, gradient)), 1e-12));
  const shrink = div(graph, graph.scalar(settings.maxGradientNorm), gradientNorm);
  const factor = graph.apply("Min", [shrink.name, graph.scalar(1).name], [1]);
  const clipped = mul(graph, gradient, factor);
  const moment1 = decay(graph, state.moment1, clipped, settings.beta1);
  const moment2 = decay(graph, state.moment2, square(graph, clipped), settings.beta2);
  const root = shift(graph, sqrt(graph, div(graph, moment2, rates.correction2)), settings.epsilon);
  const direction = div(graph, div(graph, moment1, rates.correction1), root);
  const weights = sub(graph, state.weights, mul(graph, direction, rates.learningRate));
  return { weights, moment1, moment2, gradientNorm };
}

/** x·β + y·(1 - β), written as y + β(x - y) so that it costs one product less. */
function decay(graph: Graph, x: Symbolic, y: Symbolic, beta: number): Symbolic {
  return add(graph, y, scale(graph, add(graph, x, neg(graph, y)), beta));
}
