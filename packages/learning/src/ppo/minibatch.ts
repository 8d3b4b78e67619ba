import { tensor, type Tensor } from "../runtime.ts";
import { type Random, shuffled } from "../training/random.ts";

/** The columns of a rollout by the name of the graph's input; each row has the same number of values everywhere. */
export type Columns = Readonly<Record<string, Float32Array>>;

/** The rows of each minibatch of one pass, in random order. The last one is as long as what is left. */
export function minibatches(rows: number, size: number, random: Random): Uint32Array[] {
  const order = Uint32Array.from(shuffled(random, [...Array(rows).keys()]));
  const batches: Uint32Array[] = [];
  for (let at = 0; at < rows; at += size) batches.push(order.subarray(at, at + size));
  return batches;
}

/** The feeds of PPO's graph for some rows: the columns as they are, advantages normalised among these rows. */
export function minibatchFeeds(
  columns: Columns,
  advantages: Float32Array,
  rows: Uint32Array,
  clipRange: number,
): Record<string, Tensor> {
  const column = (values: Float32Array): Tensor => tensor(values, [rows.length, 1]);
  const advantage = normalised(gathered(advantages, rows, 1));
  const limit = advantage.map((value) => value * (value > 0 ? 1 + clipRange : 1 - clipRange));
  const feeds: Record<string, Tensor> = {
    advantage: column(advantage),
    limit: column(limit),
    row_weights: column(new Float32Array(rows.length).fill(1 / rows.length)),
  };
  for (const [name, values] of Object.entries(columns)) {
    const width = values.length / advantages.length;
    feeds[name] = tensor(gathered(values, rows, width), [rows.length, width]);
  }
  return feeds;
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
