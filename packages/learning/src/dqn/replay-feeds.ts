import type { QNetwork } from "../network/q-network.ts";
import { tensor, type Tensor } from "../runtime.ts";
import type { Sample } from "./prioritised.ts";
import { lookahead, type Replay } from "./replay.ts";

/** The feeds of DQN's graph for a sample of transitions; choices become one-hot, side by side by branch. */
export function replayFeeds(
  network: QNetwork,
  replay: Replay,
  { rows, weights }: Sample,
  { gamma, steps }: { readonly gamma: number; readonly steps: number },
): Record<string, Tensor> {
  const { observationSize: size, heads } = replay;
  const count = rows.length;
  const width = network.branches.reduce((sum, branch) => sum + branch, 0);
  const observation = new Float32Array(count * size);
  const next = new Float32Array(count * size);
  const taken = new Float32Array(count * width);
  const reward = new Float32Array(count);
  const discount = new Float32Array(count);
  for (let at = 0; at < count; at += 1) {
    const row = rows[at] ?? 0;
    observation.set(replay.observations.subarray(row * size, (row + 1) * size), at * size);
    const ahead = lookahead(replay, row, steps, gamma);
    next.set(replay.nextObservations.subarray(ahead.last * size, (ahead.last + 1) * size), at * size);
    let from = at * width;
    for (let head = 0; head < heads; head += 1) {
      taken[from + (replay.choices[row * heads + head] ?? 0)] = 1;
      from += network.branches[head] ?? 0;
    }
    reward[at] = ahead.reward;
    discount[at] = ahead.discount;
  }
  return {
    observation: tensor(observation, [count, size]),
    next_observation: tensor(next, [count, size]),
    actions: tensor(taken, [count, width]),
    reward: tensor(reward, [count, 1]),
    discount: tensor(discount, [count, 1]),
    row_weights: tensor(weights, [count, 1]),
  };
}
