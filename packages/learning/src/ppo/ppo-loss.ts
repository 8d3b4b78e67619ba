import { exp } from "../graph/activation.ts";
import { add, mul, scale, sub } from "../graph/arithmetic.ts";
import { maximum, minimum } from "../graph/extreme.ts";
import { type Columns, columnsInput } from "../graph/columns.ts";
import { Graph, type Symbolic } from "../graph/graph.ts";
import { concat, split } from "../graph/layout.ts";
import type { ActorCritic } from "../network/actor-critic.ts";
import {
  actionWidth,
  distributions,
  distributionWidth,
  divergence,
  entropy,
  logProbability,
  totalWidth,
  writtenDistributions,
} from "../network/distribution.ts";
import type { AdamSettings } from "../training/adam.ts";
import { squaredError, weightedTotal } from "../training/losses.ts";
import { flatParameters, parameterCount, type Parameters } from "../training/parameters.ts";
import { trainingModel } from "../training/training-step.ts";
import type { PpoSettings } from "./settings.ts";

type Loss = Pick<PpoSettings, "valueClipRange" | "entropyCoefficient" | "valueCoefficient" | "cloneKl">;

/** What PPO learns from, row by row; `old_values` and `reference` are empty where the settings do not ask for them. */
export type PpoColumn =
  | "observation"
  | "actions"
  | "log_probability"
  | "advantage"
  | "limit"
  | "returns"
  | "row_weights"
  | "old_values"
  | "reference";

export function ppoColumns(network: ActorCritic, settings: Loss): Columns<PpoColumn> {
  return {
    observation: network.observationSize,
    actions: totalWidth(network.heads, actionWidth),
    log_probability: 1,
    advantage: 1,
    limit: 1,
    returns: 1,
    row_weights: 1,
    old_values: settings.valueClipRange === null ? 0 : 1,
    reference: settings.cloneKl === 0 ? 0 : answerWidth(network),
  };
}

/** How wide a row of the acting graph's `answer` is: every head's distribution, then the value. */
export function answerWidth({ heads }: ActorCritic): number {
  return totalWidth(heads, distributionWidth) + 1;
}

/**
 * The training graph of PPO over `rows` of a rollout; gives `log_ratio` [N,1] out. `limit` is the most the surrogate may
 * be per row: (1 ± ε) A, with + where the advantage is positive. min(ratio A, limit) is then the clipped surrogate,
 * since clipping changes the product only on that side. Where `moving` is 0, a weight stays as it is.
 */
export function ppoModel(network: ActorCritic, settings: Loss, adam: AdamSettings, moving?: Float32Array): Uint8Array {
  const graph = new Graph("ppo");
  const rows = columnsInput(graph, "rows", ppoColumns(network, settings));
  const coefficient = settings.cloneKl === 0 ? null : graph.input("kl_coefficient", [1]);
  const loss = (parameters: Parameters): Symbolic => {
    const forward = network.forward(graph, rows.observation, parameters);
    const heads = distributions(graph, forward.heads);
    const logRatio = sub(
      graph,
      logProbability(graph, heads, network.heads.map(actionWidth), rows.actions),
      rows.log_probability,
    );
    graph.output("log_ratio", logRatio);
    const surrogate = minimum(graph, mul(graph, exp(graph, logRatio), rows.advantage), rows.limit);
    const errors = valueErrors(graph, forward.value, rows, settings.valueClipRange);
    let total = sub(graph, scale(graph, errors, settings.valueCoefficient), surrogate);
    if (settings.entropyCoefficient !== 0) {
      total = sub(graph, total, scale(graph, entropy(graph, heads), settings.entropyCoefficient));
    }
    if (coefficient !== null) {
      const [reference] = split(graph, rows.reference, 1, [answerWidth(network) - 1, 1]) as [Symbolic, Symbolic];
      const moved = divergence(graph, heads, network.heads.map(distributionWidth), reference);
      total = add(graph, total, mul(graph, moved, coefficient));
    }
    return weightedTotal(graph, total, rows.row_weights);
  };
  return trainingModel(graph, network.layout, loss, adam, moving);
}

/** Squared errors of the value; with a clip range the larger of those of the value and of the held value. */
function valueErrors(
  graph: Graph,
  value: Symbolic,
  { returns, old_values: before }: Record<PpoColumn, Symbolic>,
  range: number | null,
): Symbolic {
  const free = squaredError(graph, value, returns);
  if (range === null) return free;
  const low = sub(graph, before, graph.scalar(range));
  const high = add(graph, before, graph.scalar(range));
  const held = minimum(graph, maximum(graph, value, low), high);
  return maximum(graph, free, squaredError(graph, held, returns));
}

/** What acts while weights change: `weights` and `observation` in, `answer` [N, answerWidth] out. */
export function actingModel(network: ActorCritic): Uint8Array {
  const graph = new Graph("acting");
  const observation = graph.input("observation", ["N", network.observationSize]);
  const flat = graph.input("weights", [parameterCount(network.layout)]);
  const forward = network.forward(graph, observation, flatParameters(graph, network.layout, flat));
  const written = writtenDistributions(graph, distributions(graph, forward.heads));
  graph.output("answer", concat(graph, [written, forward.value], 1));
  return graph.encode();
}
