import { type Columns, emptyMatrix, type Matrix } from "../graph/columns.ts";
import { type Random, shuffled } from "../training/random.ts";
import type { PpoColumn } from "./ppo-loss.ts";

/** Whole columns of a rollout; advantages are among them as they were estimated. */
export type RolloutColumns = Readonly<Partial<Record<PpoColumn, Float32Array>>> & { readonly advantage: Float32Array };

/** The rows of each minibatch of one pass, in random order. The last one is as long as what is left. */
export function minibatches(rows: number, size: number, random: Random): Uint32Array[] {
  const order = Uint32Array.from(shuffled(random, [...Array(rows).keys()]));
  const batches: Uint32Array[] = [];
  for (let at = 0; at < rows; at += size) batches.push(order.subarray(at, at + size));
  return batches;
}

/** The matrix of PPO's graph for some rows: the columns as they are, advantages normalised among these rows. */
export function minibatch(
  columns: Columns<PpoColumn>,
  sources: RolloutColumns,
  rows: Uint32Array,
  clipRange: number,
): Matrix<PpoColumn> {
  const matrix = emptyMatrix(columns, rows.length);
  for (const name of Object.keys(columns) as PpoColumn[]) {
    const source = sources[name];
    if (source !== undefined && columns[name] > 0) gather(matrix, matrix.offsets[name], source, columns[name], rows);
  }
  const { mean, deviation } = spreadOf(sources.advantage, rows);
  for (let row = 0; row < rows.length; row += 1) {
    const from = row * matrix.width;
    const raw = matrix.data[from + matrix.offsets.advantage] ?? 0;
    const advantage = (raw - mean) / (deviation + 1e-8);
    matrix.data[from + matrix.offsets.advantage] = advantage;
    matrix.data[from + matrix.offsets.limit] = advantage * (advantage > 0 ? 1 + clipRange : 1 - clipRange);
    matrix.data[from + matrix.offsets.row_weights] = 1 / rows.length;
  }
  return matrix;
}

function gather(
  { data, width }: Matrix<PpoColumn>,
  offset: number,
  source: Float32Array,
  columns: number,
  rows: Uint32Array,
): void {
  for (let row = 0; row < rows.length; row += 1) {
    const to = row * width + offset;
    const from = (rows[row] ?? 0) * columns;
    for (let column = 0; column < columns; column += 1) data[to + column] = source[from + column] ?? 0;
  }
}

// Advantages are divided by their spread so that the size of rewards does not matter to the step.
function spreadOf(values: Float32Array, rows: Uint32Array): { mean: number; deviation: number } {
  let sum = 0;
  for (const row of rows) sum += values[row] ?? 0;
  const mean = sum / rows.length;
  let squares = 0;
  for (const row of rows) squares += ((values[row] ?? 0) - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / Math.max(1, rows.length - 1)) };
}
