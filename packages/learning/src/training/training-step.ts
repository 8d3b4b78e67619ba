import { mul } from "../graph/arithmetic.ts";
import { gradients } from "../graph/gradients.ts";
import type { Graph, Symbolic } from "../graph/graph.ts";
import { type OnnxModelSession, type OnnxRuntime, outputOf, tensor, type Tensor } from "../runtime.ts";
import { ADAM_DEFAULTS, adamStep, type AdamSettings } from "./adam.ts";
import { flatParameters, type Layout, parameterCount, type Parameters } from "./parameters.ts";

/** Names of what a training graph takes and gives besides the data of its own loss. */
const NAMES = {
  weights: "weights",
  moment1: "moment1",
  moment2: "moment2",
  learningRate: "learning_rate",
  correction1: "correction1",
  correction2: "correction2",
  loss: "loss",
  gradientNorm: "gradient_norm",
} as const;

/** Weights and Adam's moments, flat, and how many steps made them. Everything a checkpoint needs. */
export type TrainingState = {
  readonly weights: Float32Array;
  readonly moment1: Float32Array;
  readonly moment2: Float32Array;
  readonly step: number;
};

export type StepReport = { readonly loss: number; readonly gradientNorm: number };

/** A loaded training graph. */
export type Trainer = {
  step(state: TrainingState, learningRate: number, data: Readonly<Record<string, Tensor>>): Promise<Trained>;
};

/** What a step led to; `outputs` has what the loss itself gave out. */
export type Trained = {
  readonly state: TrainingState;
  readonly report: StepReport;
  readonly outputs: Readonly<Record<string, Tensor>>;
};

export function initialTrainingState(weights: Float32Array): TrainingState {
  const zeros = (): Float32Array => new Float32Array(weights.length);
  return { weights, moment1: zeros(), moment2: zeros(), step: 0 };
}

/**
 * Completes a graph whose loss ([1]) is made by `loss` from the layout's parameters: gradients, the
 * global clip and Adam. All weights are one flat tensor, in and out, and so is each moment. Where `moving`
 * is 0, a weight stays as it is.
 */
export function trainingModel(
  graph: Graph,
  layout: Layout,
  loss: (parameters: Parameters) => Symbolic,
  settings: AdamSettings = ADAM_DEFAULTS,
  moving?: Float32Array,
): Uint8Array {
  const flat = [parameterCount(layout)];
  const state = {
    weights: graph.input(NAMES.weights, flat),
    moment1: graph.input(NAMES.moment1, flat),
    moment2: graph.input(NAMES.moment2, flat),
  };
  const rates = {
    learningRate: graph.input(NAMES.learningRate, [1]),
    correction1: graph.input(NAMES.correction1, [1]),
    correction2: graph.input(NAMES.correction2, [1]),
  };
  const total = loss(flatParameters(graph, layout, state.weights));
  const [gradient] = gradients(graph, total, [state.weights]);
  const held = moving === undefined ? null : graph.initializer("moving", flat, moving);
  const wanted = held === null ? (gradient as Symbolic) : mul(graph, gradient as Symbolic, held);
  const next = adamStep(graph, state, wanted, rates, settings);
  graph.output(`next_${NAMES.weights}`, next.weights);
  graph.output(`next_${NAMES.moment1}`, next.moment1);
  graph.output(`next_${NAMES.moment2}`, next.moment2);
  graph.output(NAMES.loss, total);
  graph.output(NAMES.gradientNorm, next.gradientNorm);
  return graph.encode();
}

/** Loads a training graph made with the same Adam settings. */
export async function loadTrainer(
  runtime: OnnxRuntime,
  model: Uint8Array,
  settings: AdamSettings = ADAM_DEFAULTS,
): Promise<Trainer> {
  const session = await runtime.load(model);
  return { step: (state, learningRate, data) => runStep(session, settings, state, learningRate, data) };
}

async function runStep(
  session: OnnxModelSession,
  settings: AdamSettings,
  state: TrainingState,
  learningRate: number,
  data: Readonly<Record<string, Tensor>>,
): Promise<Trained> {
  const step = state.step + 1;
  const single = (value: number): Tensor => tensor(Float32Array.of(value), [1]);
  const flat = (values: Float32Array): Tensor => tensor(values, [values.length]);
  const outputs = await session.run({
    ...data,
    [NAMES.weights]: flat(state.weights),
    [NAMES.moment1]: flat(state.moment1),
    [NAMES.moment2]: flat(state.moment2),
    [NAMES.learningRate]: single(learningRate),
    [NAMES.correction1]: single(1 - settings.beta1 ** step),
    [NAMES.correction2]: single(1 - settings.beta2 ** step),
  });
  const value = (name: string): Float32Array => outputOf(outputs, name).data;
  return {
    state: {
      weights: value(`next_${NAMES.weights}`),
      moment1: value(`next_${NAMES.moment1}`),
      moment2: value(`next_${NAMES.moment2}`),
      step,
    },
    report: { loss: value(NAMES.loss)[0] ?? Number.NaN, gradientNorm: value(NAMES.gradientNorm)[0] ?? Number.NaN },
    outputs,
  };
}
