import { matrixTensor } from "../graph/columns.ts";
import type { QNetwork } from "../network/q-network.ts";
import { type OnnxModelSession, outputOf, tensor } from "../runtime.ts";
import { remember } from "../training/learning-curve.ts";
import type { RunState } from "../training/run-state.ts";
import type { IterationReport } from "../training/run-training.ts";
import type { Trainer } from "../training/training-step.ts";
import { choose, type Chosen } from "./acting.ts";
import { type Priorities, reprioritise, sampleEvenly, samplePrioritised, type Sample, welcome } from "./prioritised.ts";
import { ENDING, type Replay, replayLength, store } from "./replay.ts";
import { replayRows } from "./replay-rows.ts";
import type { DqnSettings } from "./settings.ts";

export type DqnRun = {
  readonly run: RunState;
  readonly settings: DqnSettings;
  readonly network: QNetwork;
  readonly trainer: Trainer;
  readonly acting: OnnxModelSession;
  readonly replay: Replay;
  readonly priorities: Priorities | null;
  /** The weights of the target network. */
  target: Float32Array;
  /** Environment steps of the whole run. */
  readonly steps: number;
};

/** Acts for a while, then learns from what is remembered. */
export async function iterateDqn(dqn: DqnRun): Promise<IterationReport> {
  const { run, settings, network } = dqn;
  const { count } = run.vector;
  const before = new Float32Array(run.vector.observations.length);
  const width = count * network.heads.length;
  const chosen: Chosen = { choices: new Float32Array(width), actions: new Float32Array(width) };
  for (let done = 0; done < settings.stepsPerIteration; done += count) {
    before.set(run.vector.observations);
    choose(network, await actionValues(dqn, before), explorationOf(dqn), run.random, chosen);
    remember(run.window, await run.vector.step(chosen.actions));
    keep(dqn, before, chosen);
    run.step += count;
  }
  const measures = { exploration: explorationOf(dqn), learning_rate: learningRateOf(dqn) };
  if (run.step < settings.learningStarts) return { loss: 0, gradientNorm: 0, measures };
  return { ...(await learn(dqn)), measures };
}

async function actionValues({ run, acting }: DqnRun, observations: Float32Array): Promise<Float32Array> {
  const { weights } = run.training;
  const outputs = await acting.run({
    weights: tensor(weights, [weights.length]),
    observation: tensor(observations, [run.vector.count, run.vector.observationSize]),
  });
  return outputOf(outputs, "q").data;
}

function keep({ run, replay, priorities }: DqnRun, before: Float32Array, { choices }: Chosen): void {
  const { count, observationSize: size, heads, finalObservations, rewards, terminated, truncated } = run.vector;
  for (let row = 0; row < count; row += 1) {
    const place = store(replay, {
      observation: before.subarray(row * size, (row + 1) * size),
      nextObservation: finalObservations.subarray(row * size, (row + 1) * size),
      choices: choices.subarray(row * heads.length, (row + 1) * heads.length),
      reward: rewards[row] ?? 0,
      ending: terminated[row] === 1 ? ENDING.terminated : truncated[row] === 1 ? ENDING.truncated : ENDING.none,
    });
    if (priorities !== null) welcome(priorities, place);
  }
}

async function learn(dqn: DqnRun): Promise<{ loss: number; gradientNorm: number }> {
  const { run, settings, network, replay, priorities, trainer } = dqn;
  const learningRate = learningRateOf(dqn);
  let loss = 0;
  let gradientNorm = 0;
  for (let update = 0; update < settings.updates; update += 1) {
    const sample = drawn(dqn);
    const { state, report, outputs } = await trainer.step(run.training, learningRate, {
      rows: matrixTensor(replayRows(network, replay, sample, { gamma: settings.gamma, steps: settings.lookahead })),
      target_weights: tensor(dqn.target, [dqn.target.length]),
    });
    run.training = state;
    loss += report.loss / settings.updates;
    gradientNorm += report.gradientNorm / settings.updates;
    if (priorities !== null && settings.prioritised !== null) {
      reprioritise(priorities, sample.rows, outputOf(outputs, "td_error").data, settings.prioritised.alpha);
    }
    if (state.step % settings.targetEvery === 0) dqn.target = state.weights;
  }
  return { loss, gradientNorm };
}

function drawn({ run, settings, replay, priorities, steps }: DqnRun): Sample {
  const length = replayLength(replay);
  if (priorities === null || settings.prioritised === null) return sampleEvenly(length, settings.batchSize, run.random);
  const { beta } = settings.prioritised;
  const risen = beta + (1 - beta) * Math.min(1, run.step / steps);
  return samplePrioritised(priorities, length, settings.batchSize, risen, run.random);
}

function explorationOf({ run, settings, steps }: DqnRun): number {
  if (run.step < settings.learningStarts) return 1;
  const fallen = settings.explorationShare === 0 ? 1 : Math.min(1, run.step / (settings.explorationShare * steps));
  return 1 + fallen * (settings.finalExploration - 1);
}

function learningRateOf({ run, settings, steps }: DqnRun): number {
  return settings.learningRate * (settings.anneal ? Math.max(0, 1 - run.step / steps) : 1);
}
