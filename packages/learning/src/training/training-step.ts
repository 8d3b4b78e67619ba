import { mul } from "../graph/arithmetic.ts";
import { gradients } from "../graph/gradients.ts";
import { concat, reshape, split } from "../graph/layout.ts";
import type { Graph, Symbolic } from "../graph/graph.ts";
import { type OnnxModelSession, type OnnxRuntime, outputOf, tensor, type Tensor } from "../runtime.ts";
import { ADAM_DEFAULTS, adamStep, type AdamSettings } from "./adam.ts";
import { flatParameters, type Layout, parameterCount, type Parameters } from "./parameters.ts";

/** Names of what a training graph takes and gives besides the data of its own loss. */
const NAMES = { state: "state", rates: "rates", next: "next_state", report: "report" } as const;

/** Weights and Adam's moments, flat, and how many steps made them. Everything a checkpoint needs. */
export type TrainingState = {
  readonly weights: Float32Array;
  readonly moment1: Float32Array;
  readonly moment2: Float32Array;
  /** The three above back to back, which they are parts of: what a training graph takes. */
  readonly packed: Float32Array;
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
  const zeros = new Float32Array(weights.length);
  return trainingStateOf(weights, zeros, zeros, 0);
}

/** A state from copies of its parts. */
export function trainingStateOf(
  weights: Float32Array,
  moment1: Float32Array,
  moment2: Float32Array,
  step: number,
): TrainingState {
  const packed = new Float32Array(3 * weights.length);
  for (const [at, part] of [weights, moment1, moment2].entries()) packed.set(part, at * weights.length);
  return unpacked(packed, step);
}

function unpacked(packed: Float32Array, step: number): TrainingState {
  const count = packed.length / 3;
  const part = (at: number): Float32Array => packed.subarray(at * count, (at + 1) * count);
  return { weights: part(0), moment1: part(1), moment2: part(2), packed, step };
}

/**
 * Completes a graph whose loss ([1]) is made by `loss` from the layout's parameters: gradients, the
 * global clip and Adam. All weights are one flat tensor and so is each moment, one after another in and out. Where `moving`
 * is 0, a weight stays as it is.
 */
export function trainingModel(
  graph: Graph,
  layout: Layout,
  loss: (parameters: Parameters) => Symbolic,
  settings: AdamSettings = ADAM_DEFAULTS,
  moving?: Float32Array,
): Uint8Array {
  const count = parameterCount(layout);
  // Every tensor handed over costs a run several microseconds: few and packed is faster than many.
  const packed = split(graph, graph.input(NAMES.state, [3 * count]), 0, [count, count, count]);
  const [weights, moment1, moment2] = packed as [Symbolic, Symbolic, Symbolic];
  const state = { weights, moment1, moment2 };
  const given = split(graph, graph.input(NAMES.rates, [3]), 0, [1, 1, 1]);
  const [learningRate, correction1, correction2] = given as [Symbolic, Symbolic, Symbolic];
  const rates = { learningRate, correction1, correction2 };
  const total = loss(flatParameters(graph, layout, state.weights));
  const [gradient] = gradients(graph, total, [state.weights]);
  const held = moving === undefined ? null : graph.initializer("moving", [count], moving);
  const wanted = held === null ? (gradient as Symbolic) : mul(graph, gradient as Symbolic, held);
  const next = adamStep(graph, state, wanted, rates, settings);
  graph.output(NAMES.next, concat(graph, [next.weights, next.moment1, next.moment2], 0));
  graph.output(NAMES.report, concat(graph, [total, reshape(graph, next.gradientNorm, [1])], 0));
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
  const rates = Float32Array.of(learningRate, 1 - settings.beta1 ** step, 1 - settings.beta2 ** step);
  const outputs = await session.run({
    ...data,
    [NAMES.state]: tensor(state.packed, [state.packed.length]),
    [NAMES.rates]: tensor(rates, [3]),
  });
  const [loss = Number.NaN, gradientNorm = Number.NaN] = outputOf(outputs, NAMES.report).data;
  return { state: unpacked(outputOf(outputs, NAMES.next).data, step), report: { loss, gradientNorm }, outputs };
}
