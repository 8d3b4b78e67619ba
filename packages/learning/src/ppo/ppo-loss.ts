import { exp } from "../graph/activation.ts";
import { add, mul, scale, sub } from "../graph/arithmetic.ts";
import { maximum, minimum } from "../graph/extreme.ts";
import { Graph, type Symbolic } from "../graph/graph.ts";
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

/**
 * The training graph of PPO over rows of a rollout; gives `log_ratio` [N,1] out. `limit` is the most the surrogate may
 * be per row: (1 ± ε) A, with + where the advantage is positive. min(ratio A, limit) is then the clipped surrogate,
 * since clipping changes the product only on that side. Where `moving` is 0, a weight stays as it is.
 */
export function ppoModel(network: ActorCritic, settings: Loss, adam: AdamSettings, moving?: Float32Array): Uint8Array {
  const graph = new Graph("ppo");
  const observation = graph.input("observation", ["N", network.observationSize]);
  const actions = graph.input("actions", ["N", totalWidth(network.heads, actionWidth)]);
  const column = (name: string): Symbolic => graph.input(name, ["N", 1]);
  const before = column("log_probability");
  const [advantage, limit, returns, rowWeights] = [
    column("advantage"),
    column("limit"),
    column("returns"),
    column("row_weights"),
  ];
  const oldValues = settings.valueClipRange === null ? null : column("old_values");
  const kept =
    settings.cloneKl === 0
      ? null
      : {
          reference: graph.input("reference", ["N", totalWidth(network.heads, distributionWidth)]),
          coefficient: graph.input("kl_coefficient", [1]),
        };
  const loss = (parameters: Parameters): Symbolic => {
    const forward = network.forward(graph, observation, parameters);
    const heads = distributions(graph, forward.heads);
    const logRatio = sub(graph, logProbability(graph, heads, network.heads.map(actionWidth), actions), before);
    graph.output("log_ratio", logRatio);
    const surrogate = minimum(graph, mul(graph, exp(graph, logRatio), advantage), limit);
    const errors = valueErrors(graph, forward.value, returns, oldValues, settings.valueClipRange);
    let total = sub(graph, scale(graph, errors, settings.valueCoefficient), surrogate);
    if (settings.entropyCoefficient !== 0) {
      total = sub(graph, total, scale(graph, entropy(graph, heads), settings.entropyCoefficient));
    }
    if (kept !== null) {
      const widths = network.heads.map(distributionWidth);
      total = add(graph, total, mul(graph, divergence(graph, heads, widths, kept.reference), kept.coefficient));
    }
    return weightedTotal(graph, total, rowWeights);
  };
  return trainingModel(graph, network.layout, loss, adam, moving);
}

/** Squared errors of the value; with a clip range the larger of those of the value and of the held value. */
function valueErrors(
  graph: Graph,
  value: Symbolic,
  returns: Symbolic,
  oldValues: Symbolic | null,
  range: number | null,
): Symbolic {
  const free = squaredError(graph, value, returns);
  if (oldValues === null || range === null) return free;
  const low = sub(graph, oldValues, graph.scalar(range));
  const high = add(graph, oldValues, graph.scalar(range));
  const held = minimum(graph, maximum(graph, value, low), high);
  return maximum(graph, free, squaredError(graph, held, returns));
}

/** What acts while weights change: `weights` and `observation` in, `distribution` and `value` out. */
export function actingModel(network: ActorCritic): Uint8Array {
  const graph = new Graph("acting");
  const observation = graph.input("observation", ["N", network.observationSize]);
  const flat = graph.input("weights", [parameterCount(network.layout)]);
  const forward = network.forward(graph, observation, flatParameters(graph, network.layout, flat));
  graph.output("distribution", writtenDistributions(graph, distributions(graph, forward.heads)));
  graph.output("value", forward.value);
  return graph.encode();
}
