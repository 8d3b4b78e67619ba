import { logSoftmax } from "../graph/activation.ts";
import { add, mul, neg, scale, shift, sub } from "../graph/arithmetic.ts";
import { type Columns, columnsInput } from "../graph/columns.ts";
import { Graph, type Symbolic } from "../graph/graph.ts";
import { stopGradient } from "../graph/gradients.ts";
import { concat, split } from "../graph/layout.ts";
import { reduceMax, reduceSum } from "../graph/reduce.ts";
import type { QNetwork } from "../network/q-network.ts";
import type { AdamSettings } from "../training/adam.ts";
import { absolute, crossEntropy, huber, weightedTotal } from "../training/losses.ts";
import { flatParameters, parameterCount } from "../training/parameters.ts";
import { trainingModel } from "../training/training-step.ts";

/** What DQN learns from, row by row; `actions` are one-hot, branch after branch. */
export type DqnColumn = "observation" | "next_observation" | "actions" | "reward" | "discount" | "row_weights";

export function dqnColumns({ observationSize, branches }: QNetwork): Columns<DqnColumn> {
  return {
    observation: observationSize,
    next_observation: observationSize,
    actions: branches.reduce((sum, width) => sum + width, 0),
    reward: 1,
    discount: 1,
    row_weights: 1,
  };
}

/**
 * The training graph of DQN. The target of every branch is r + discount × the mean over branches of the next state's
 * value under `target_weights`; `discount` is γ, or 0 where the task ended. Gives `td_error` [N,1] out for priorities.
 * `conservative`: weight of ln Σ exp Q - Q(taken) in each branch, which keeps values of what was never tried low (CQL: Kumar et al., 2020, eq. 4).
 */
export function dqnModel(network: QNetwork, double: boolean, adam: AdamSettings, conservative = 0): Uint8Array {
  const graph = new Graph("dqn");
  const rows = columnsInput(graph, "rows", dqnColumns(network));
  const frozen = graph.input("target_weights", [parameterCount(network.layout)]);
  const share = 1 / network.branches.length;
  return trainingModel(
    graph,
    network.layout,
    (parameters) => {
      const later = network.forward(graph, rows.next_observation, flatParameters(graph, network.layout, frozen));
      const choosing = double ? network.forward(graph, rows.next_observation, parameters) : later;
      const values = later.map((branch, at) => valueOfBest(graph, choosing[at] as Symbolic, branch));
      const worth = scale(graph, total(graph, values), share);
      const target = stopGradient(graph, add(graph, rows.reward, mul(graph, rows.discount, worth)));
      const taken = split(graph, rows.actions, 1, network.branches);
      const branches = network.forward(graph, rows.observation, parameters);
      const errors = branches.map((branch, at) => {
        const value = reduceSum(graph, mul(graph, branch, taken[at] as Symbolic), [1]);
        return absolute(graph, sub(graph, value, target));
      });
      graph.output("td_error", scale(graph, total(graph, errors), share));
      const losses = errors.map((error, at) => {
        const loss = huber(graph, error);
        if (conservative === 0) return loss;
        // ln Σ exp Q - Q(taken) is the cross-entropy of softmax(Q) at what was taken.
        const untried = crossEntropy(graph, logSoftmax(graph, branches[at] as Symbolic), taken[at] as Symbolic);
        return add(graph, loss, scale(graph, untried, conservative));
      });
      return weightedTotal(graph, scale(graph, total(graph, losses), share), rows.row_weights);
    },
    adam,
  );
}

/** What acts while weights change: `weights` and `observation` in, all branches side by side as `q` out. */
export function qModel(network: QNetwork): Uint8Array {
  const graph = new Graph("q");
  const observation = graph.input("observation", ["N", network.observationSize]);
  const flat = graph.input("weights", [parameterCount(network.layout)]);
  graph.output("q", concat(graph, network.forward(graph, observation, flatParameters(graph, network.layout, flat)), 1));
  return graph.encode();
}

/** What `values` says of the action that `choosing` likes best; the mean of them where several are liked alike. */
function valueOfBest(graph: Graph, choosing: Symbolic, values: Symbolic): Symbolic {
  const best = reduceMax(graph, choosing);
  if (choosing === values) return best;
  const short = graph.apply("Less", [choosing.name, best.name], choosing.shape);
  const cast = graph.apply("Cast", [short.name], choosing.shape, [{ kind: "int", name: "to", value: 1 }]);
  const chosen = shift(graph, neg(graph, cast), 1);
  const sum = reduceSum(graph, mul(graph, chosen, values), [1]);
  const count = reduceSum(graph, chosen, [1]);
  return graph.apply("Div", [sum.name, count.name], sum.shape);
}

function total(graph: Graph, parts: readonly Symbolic[]): Symbolic {
  return parts.reduce((sum, part) => add(graph, sum, part));
}
