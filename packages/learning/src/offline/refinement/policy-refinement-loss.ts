import { exp } from "../../graph/activation.ts";
import { add, mul, scale, sub } from "../../graph/arithmetic.ts";
import { type Columns, columnsInput } from "../../graph/columns.ts";
import { minimum } from "../../graph/extreme.ts";
import { Graph, type Symbolic } from "../../graph/graph.ts";
import { split } from "../../graph/layout.ts";
import type { ActorCritic } from "../../network/actor-critic.ts";
import {
  actionWidth,
  distributions,
  distributionWidth,
  divergence,
  headLogProbabilities,
  totalWidth,
} from "../../network/distribution.ts";
import type { AdamSettings } from "../../training/adam.ts";
import { weightedTotal } from "../../training/losses.ts";
import { trainingModel } from "../../training/training-step.ts";

export type RefinementColumn =
  | "observation"
  | "actions"
  | "sampled"
  | "log_probability"
  | "advantage"
  | "limit"
  | "reference"
  | "row_weights";

export function refinementColumns({ observationSize, heads }: ActorCritic): Columns<RefinementColumn> {
  return {
    observation: observationSize,
    actions: totalWidth(heads, actionWidth),
    sampled: heads.length,
    log_probability: 1,
    advantage: 1,
    limit: 1,
    reference: totalWidth(heads, distributionWidth),
    row_weights: 1,
  };
}

/**
 * PPO's clipped surrogate over logged steps, with the propensity that was logged in place of an old policy's, less the divergence from the
 * parent, KL(parent ‖ child), in closed form (behaviour-regularised: Wu, Tucker and Nachum, 2019). Heads that were not sampled count
 * for nothing in the ratio. Where `moving` is 0, a weight stays as it is.
 */
export function refinementModel(
  network: ActorCritic,
  divergenceWeight: number,
  adam: AdamSettings,
  moving: Float32Array,
): Uint8Array {
  const graph = new Graph("refinement");
  const rows = columnsInput(graph, "rows", refinementColumns(network));
  return trainingModel(
    graph,
    network.layout,
    (parameters) => {
      const heads = distributions(graph, network.forward(graph, rows.observation, parameters).heads);
      const logs = headLogProbabilities(graph, heads, network.heads.map(actionWidth), rows.actions);
      const sampled = split(
        graph,
        rows.sampled,
        1,
        network.heads.map(() => 1),
      );
      const counted = logs.map((log, at) => mul(graph, log, sampled[at] as Symbolic));
      const log = counted.reduce((sum, part) => add(graph, sum, part));
      const ratio = exp(graph, sub(graph, log, rows.log_probability));
      const surrogate = minimum(graph, mul(graph, ratio, rows.advantage), rows.limit);
      const moved = divergence(graph, heads, network.heads.map(distributionWidth), rows.reference);
      const loss = sub(graph, scale(graph, moved, divergenceWeight), surrogate);
      return weightedTotal(graph, loss, rows.row_weights);
    },
    adam,
    moving,
  );
}
