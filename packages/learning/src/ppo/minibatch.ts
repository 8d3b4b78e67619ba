import { tensor, type Tensor } from "../runtime.ts";
import { type Random, shuffled } from "../training/random.ts";
import type { Rollout } from "./rollout.ts";

/** The columns a minibatch is gathered from, beside the rollout's own. */
export type Targets = { readonly advantages: Float32Array; readonly returns: Float32Array };

/** The rows of each minibatch of one pass. The last one is as long as what is left. */
export function minibatches(rows: number, size: number, random: Random): Uint32Array[] {
  const order = Uint32Array.from(shuffled(random, [...Array(rows).keys()]));
  const batches: Uint32Array[] = [];
  for (let at = 0; at < rows; at += size) batches.push(order.subarray(at, at + size));
  return batches;
}

/** The feeds of the training graph for some rows; advantages are normalised among them. */
export function minibatchFeeds(
  rollout: Rollout,
  { advantages, returns }: Targets,
  rows: Uint32Array,
  clipRange: number,
): Record<string, Tensor> {
  const matrix = (source: Float32Array): Tensor => {
    const width = source.length / advantages.length;
    return tensor(gathered(source, rows, width), [rows.length, width]);
  };
  const advantage = normalised(gathered(advantages, rows, 1));
  return {
    observation: matrix(rollout.observations),
    actions: matrix(rollout.actions),
    log_probability: matrix(rollout.logProbabilities),
    advantage: tensor(advantage, [rows.length, 1]),
    limit: tensor(
      advantage.map((value) => value * (value > 0 ? 1 + clipRange : 1 - clipRange)),
      [rows.length, 1],
    ),
    returns: matrix(returns),
    row_weights: tensor(new Float32Array(rows.length).fill(1 / rows.length), [rows.length, 1]),
  };
}

function gathered(source: Float32Array, rows: Uint32Array, width: number): Float32Array {
  const values = new Float32Array(rows.length * width);
  for (let at = 0; at < rows.length; at += 1) {
    const from = (rows[at] ?? 0) * width;
    for (let column = 0; column < width; column += 1) values[at * width + column] = source[from + column] ?? 0;
  }
  return values;
}

/** (x - mean) / sd, so that the size of rewards does not matter to the step. */
function normalised(values: Float32Array): Float32Array {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, count - 1);
  const scale = 1 / (Math.sqrt(variance) + 1e-8);
  return values.map((value) => (value - mean) * scale);
}
