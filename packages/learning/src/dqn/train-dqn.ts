import { vectorise } from "../environment/vectorise.ts";
import { type QNetwork, binCentre } from "../network/q-network.ts";
import { outputOf, tensor, type Tensor } from "../runtime.ts";
import { ADAM_DEFAULTS } from "../training/adam.ts";
import { type EpisodeWindow, progressRow, remember } from "../training/learning-curve.ts";
import { initialWeights } from "../training/parameters.ts";
import { below, randomFromSeed, uniform } from "../training/random.ts";
import type { TrainProgress, TrainRequest, TrainResult } from "../training/train-request.ts";
import { initialTrainingState, loadTrainer } from "../training/training-step.ts";
import { dqnModel, qModel } from "./dqn-loss.ts";
import { emptyReplay, replayLength, store, type Replay } from "./replay.ts";
import { DQN_DEFAULTS, type DqnSettings } from "./settings.ts";

/** Learns action values by deep Q-learning. Same request, same weights. */
export async function trainDqn(request: TrainRequest<QNetwork, DqnSettings>): Promise<TrainResult> {
  const { network, runtime } = request;
  const settings: DqnSettings = { ...DQN_DEFAULTS, ...request.settings };
  const adam = { ...ADAM_DEFAULTS, maxGradientNorm: settings.maxGradientNorm };
  const random = randomFromSeed(request.seed);
  const trainer = await loadTrainer(runtime, dqnModel(network, settings.double, adam), adam);
  const acting = await runtime.load(qModel(network));
  const vector = vectorise(request.environment, settings.environments, request.seed);
  const { count, observationSize: size } = vector;
  const replay = emptyReplay(settings.replaySize, size, network.heads.length);
  const window: EpisodeWindow = { latest: [], count: 0 };
  const curve: TrainProgress[] = [];
  let state = initialTrainingState(request.initialWeights ?? initialWeights(network.layout, random));
  let target = state.weights;
  let report = { loss: 0, gradientNorm: 0 };
  const heads = network.heads.length;
  const choices = new Float32Array(count * heads);
  const actions = new Float32Array(count * heads);
  const before = new Float32Array(count * size);
  for (let step = 0; step < request.steps && request.stop?.() !== true;) {
    for (let done = 0; done < settings.stepsPerIteration; done += count) {
      const explored = Math.min(1, step / (settings.explorationShare * request.steps));
      const exploration = step < settings.learningStarts ? 1 : 1 + explored * (settings.finalExploration - 1);
      before.set(vector.observations);
      const q = outputOf(
        await acting.run({
          weights: tensor(state.weights, [state.weights.length]),
          observation: tensor(before, [count, size]),
        }),
        "q",
      ).data;
      choose(network, q, exploration, random, choices, actions);
      remember(window, vector.step(actions));
      for (let row = 0; row < count; row += 1) {
        store(replay, {
          observation: before.subarray(row * size, (row + 1) * size),
          nextObservation: vector.finalObservations.subarray(row * size, (row + 1) * size),
          choices: choices.subarray(row * heads, (row + 1) * heads),
          reward: vector.rewards[row] ?? 0,
          terminated: vector.terminated[row] === 1,
        });
      }
      step += count;
    }
    if (step >= settings.learningStarts) {
      const left = settings.anneal ? 1 - step / request.steps : 1;
      for (let update = 0; update < settings.updates; update += 1) {
        const rows = Uint32Array.from({ length: settings.batchSize }, () => below(random, replayLength(replay)));
        const feeds = replayFeeds(network, replay, rows, settings.gamma);
        const done = await trainer.step(state, settings.learningRate * left, {
          ...feeds,
          target_weights: tensor(target, [target.length]),
        });
        state = done.state;
        report = done.report;
        if (state.step % settings.targetEvery === 0) target = state.weights;
      }
    }
    const progress = progressRow(window, { step, ...report });
    curve.push(progress);
    request.onProgress?.(progress);
  }
  return { weights: state.weights, curve, checkpoint: new Uint8Array(0) };
}

function choose(
  network: QNetwork,
  q: Float32Array,
  exploration: number,
  random: ReturnType<typeof randomFromSeed>,
  choices: Float32Array,
  actions: Float32Array,
): void {
  let from = 0;
  for (let at = 0; at < choices.length; at += 1) {
    const head = at % network.heads.length;
    const width = network.branches[head] ?? 1;
    let choice = 0;
    if (uniform(random) < exploration) choice = below(random, width);
    else
      for (let other = 1; other < width; other += 1)
        if ((q[from + other] ?? 0) > (q[from + choice] ?? 0)) choice = other;
    choices[at] = choice;
    actions[at] = network.heads[head]?.kind === "gaussian" ? binCentre(choice, width) : choice;
    from += width;
  }
}

function replayFeeds(network: QNetwork, replay: Replay, rows: Uint32Array, gamma: number): Record<string, Tensor> {
  const { observationSize: size, heads } = replay;
  const count = rows.length;
  const observation = new Float32Array(count * size);
  const next = new Float32Array(count * size);
  const width = network.branches.reduce((sum, branch) => sum + branch, 0);
  const taken = new Float32Array(count * width);
  const reward = new Float32Array(count);
  const discount = new Float32Array(count);
  for (let at = 0; at < count; at += 1) {
    const row = rows[at] ?? 0;
    observation.set(replay.observations.subarray(row * size, (row + 1) * size), at * size);
    next.set(replay.nextObservations.subarray(row * size, (row + 1) * size), at * size);
    let from = at * width;
    for (let head = 0; head < heads; head += 1) {
      taken[from + (replay.choices[row * heads + head] ?? 0)] = 1;
      from += network.branches[head] ?? 0;
    }
    reward[at] = replay.rewards[row] ?? 0;
    discount[at] = gamma * (1 - (replay.terminated[row] ?? 0));
  }
  return {
    observation: tensor(observation, [count, size]),
    next_observation: tensor(next, [count, size]),
    actions: tensor(taken, [count, width]),
    reward: tensor(reward, [count, 1]),
    discount: tensor(discount, [count, 1]),
    row_weights: tensor(new Float32Array(count).fill(1 / count), [count, 1]),
  };
}
