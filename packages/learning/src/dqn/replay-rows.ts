import { emptyMatrix, type Matrix } from "../graph/columns.ts";
import type { QNetwork } from "../network/q-network.ts";
import { type DqnColumn, dqnColumns } from "./dqn-loss.ts";
import type { Sample } from "./prioritised.ts";
import { lookahead, type Replay } from "./replay.ts";

/** The matrix of DQN's graph for a sample of transitions; choices become one-hot, side by side by branch. */
export function replayRows(
  network: QNetwork,
  replay: Replay,
  { rows, weights }: Sample,
  { gamma, steps }: { readonly gamma: number; readonly steps: number },
): Matrix<DqnColumn> {
  const { observationSize: size, heads } = replay;
  const matrix = emptyMatrix(dqnColumns(network), rows.length);
  const { data, width, offsets } = matrix;
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? 0;
    const to = at * width;
    const ahead = lookahead(replay, row, steps, gamma);
    for (let column = 0; column < size; column += 1) {
      data[to + offsets.observation + column] = replay.observations[row * size + column] ?? 0;
      data[to + offsets.next_observation + column] = replay.nextObservations[ahead.last * size + column] ?? 0;
    }
    let branch = to + offsets.actions;
    for (let head = 0; head < heads; head += 1) {
      data[branch + (replay.choices[row * heads + head] ?? 0)] = 1;
      branch += network.branches[head] ?? 0;
    }
    data[to + offsets.reward] = ahead.reward;
    data[to + offsets.discount] = ahead.discount;
    data[to + offsets.row_weights] = weights[at] ?? 0;
  }
  return matrix;
}
