import type { Episode } from "../environment/slot.ts";
import type { VectorEnvironment } from "../environment/vectorise.ts";
import type { ActorCritic } from "../network/actor-critic.ts";
import { actionWidth, sampleRow, totalWidth } from "../network/distribution.ts";
import { type OnnxModelSession, outputOf, tensor } from "../runtime.ts";
import type { Random } from "../training/random.ts";
import { type RewardScale, scaleRewards } from "../training/reward-scale.ts";
import type { RolloutValues } from "./advantages.ts";

/** The rows of one iteration, T × n in order of time; filled anew by every `collect`. */
export type Rollout = RolloutValues & {
  readonly steps: number;
  readonly environments: number;
  readonly observations: Float32Array;
  readonly actions: Float32Array;
  readonly logProbabilities: Float32Array;
};

export function emptyRollout(network: ActorCritic, steps: number, environments: number): Rollout {
  const rows = steps * environments;
  const column = (): Float32Array => new Float32Array(rows);
  return {
    steps,
    environments,
    observations: new Float32Array(rows * network.observationSize),
    actions: new Float32Array(rows * totalWidth(network.heads, actionWidth)),
    logProbabilities: column(),
    rewards: column(),
    values: column(),
    nextValues: column(),
    ended: new Uint8Array(rows),
  };
}

export type Collecting = {
  readonly session: OnnxModelSession;
  readonly weights: Float32Array;
  readonly vector: VectorEnvironment;
  readonly random: Random;
  /** Where rewards are divided by the spread of returns, that spread so far. */
  readonly scaling: { readonly scale: RewardScale; readonly gamma: number } | null;
};

/** Acts with the weights until the rollout is full; returns the episodes that ended meanwhile. */
export async function collect(
  { session, weights, vector, random, scaling }: Collecting,
  into: Rollout,
): Promise<Episode[]> {
  const { count, observationSize, heads } = vector;
  const flat = tensor(weights, [weights.length]);
  const encodedWidth = into.actions.length / (into.steps * count);
  const actions = new Float32Array(count * heads.length);
  const episodes: Episode[] = [];
  for (let step = 0; step < into.steps; step += 1) {
    const from = step * count;
    const observation = into.observations.subarray(from * observationSize, (from + count) * observationSize);
    observation.set(vector.observations);
    const outputs = await session.run({ weights: flat, observation: tensor(observation, [count, observationSize]) });
    const answer = outputOf(outputs, "answer").data;
    const values = lastColumn(answer, count);
    into.values.set(values, from);
    if (step > 0) carryValues(into, values, from - count);
    const encoded = into.actions.subarray(from * encodedWidth, (from + count) * encodedWidth);
    for (let row = 0; row < count; row += 1) {
      into.logProbabilities[from + row] = sampleRow(heads, answer, row, { actions, encoded }, random);
    }
    episodes.push(...(await vector.step(actions)));
    for (let row = 0; row < count; row += 1) {
      into.ended[from + row] = (vector.terminated[row] ?? 0) | (vector.truncated[row] ?? 0);
    }
    const rewards = into.rewards.subarray(from, from + count);
    if (scaling === null) rewards.set(vector.rewards);
    else scaleRewards(scaling.scale, vector.rewards, into.ended.subarray(from, from + count), scaling.gamma, rewards);
    await bootstrap(session, flat, vector, into, from);
  }
  const last = await valuesOf(session, flat, vector.observations, count, observationSize);
  carryValues(into, last, into.rewards.length - count);
  return episodes;
}

// Where the episode went on, the step led to what was acted on next.
function carryValues(into: Rollout, values: Float32Array, from: number): void {
  for (let row = 0; row < values.length; row += 1) {
    if (into.ended[from + row] === 0) into.nextValues[from + row] = values[row] ?? 0;
  }
}

// Truncation bootstraps from the observation the episode was cut off at; termination is worth nothing more.
async function bootstrap(
  session: OnnxModelSession,
  weights: ReturnType<typeof tensor>,
  vector: VectorEnvironment,
  into: Rollout,
  from: number,
): Promise<void> {
  into.nextValues.fill(0, from, from + vector.count);
  if (!vector.truncated.includes(1)) return;
  const { finalObservations, count, observationSize } = vector;
  const values = await valuesOf(session, weights, finalObservations, count, observationSize);
  for (let row = 0; row < count; row += 1) {
    if (vector.truncated[row] === 1) into.nextValues[from + row] = values[row] ?? 0;
  }
}

async function valuesOf(
  session: OnnxModelSession,
  weights: ReturnType<typeof tensor>,
  observations: Float32Array,
  count: number,
  size: number,
): Promise<Float32Array> {
  const outputs = await session.run({ weights, observation: tensor(observations, [count, size]) });
  return lastColumn(outputOf(outputs, "answer").data, count);
}

function lastColumn(answer: Float32Array, rows: number): Float32Array {
  const width = answer.length / rows;
  return Float32Array.from({ length: rows }, (_, row) => answer[(row + 1) * width - 1] ?? 0);
}
