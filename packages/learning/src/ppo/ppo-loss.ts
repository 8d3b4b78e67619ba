import { exp } from "../graph/activation.ts";
import { add, mul, neg, scale, sub } from "../graph/arithmetic.ts";
import { maximum, minimum } from "../graph/extreme.ts";
import { Graph } from "../graph/graph.ts";
import type { ActorCritic } from "../network/actor-critic.ts";
import {
  actionWidth,
  distributions,
  entropy,
  logProbability,
  totalWidth,
  writtenDistributions,
} from "../network/distribution.ts";
import type { AdamSettings } from "../training/adam.ts";
import { squaredError, weightedTotal } from "../training/losses.ts";
import { flatParameters, parameterCount } from "../training/parameters.ts";
import { trainingModel } from "../training/training-step.ts";
import type { PpoSettings } from "./settings.ts";

/**
 * The training graph of PPO. `limit` is the most the surrogate may give per row: (1 ± ε) A, with + where the advantage
 * is positive. min(ratio A, limit) is then the clipped surrogate, since clipping changes the product only on that side.
 */
export function ppoModel(network: ActorCritic, settings: PpoSettings, adam: AdamSettings): Uint8Array {
  const graph = new Graph("ppo");
  const widths = network.heads.map(actionWidth);
  const observation = graph.input("observation", ["N", network.observationSize]);
  const actions = graph.input("actions", ["N", totalWidth(network.heads, actionWidth)]);
  const column = (name: string) => graph.input(name, ["N", 1]);
  const [before, advantage, limit, returns] = [
    column("log_probability"),
    column("advantage"),
    column("limit"),
    column("returns"),
  ];
  const clipValues = settings.valueClipRange !== null;
  const oldValues = clipValues ? column("old_values") : returns;
  const rowWeights = column("row_weights");
  return trainingModel(
    graph,
    network.layout,
    (parameters) => {
      const forward = network.forward(graph, observation, parameters);
      const heads = distributions(graph, forward.heads);
      const ratio = exp(graph, sub(graph, logProbability(graph, heads, widths, actions), before));
      const surrogate = minimum(graph, mul(graph, ratio, advantage), limit);
      let valueError = squaredError(graph, forward.value, returns);
      if (settings.valueClipRange !== null) {
        const low = sub(graph, oldValues, graph.scalar(settings.valueClipRange));
        const high = add(graph, oldValues, graph.scalar(settings.valueClipRange));
        const held = minimum(graph, maximum(graph, forward.value, low), high);
        valueError = maximum(graph, valueError, squaredError(graph, held, returns));
      }
      let total = add(graph, neg(graph, surrogate), scale(graph, valueError, settings.valueCoefficient));
      if (settings.entropyCoefficient !== 0) {
        total = sub(graph, total, scale(graph, entropy(graph, heads), settings.entropyCoefficient));
      }
      return weightedTotal(graph, total, rowWeights);
    },
    adam,
  );
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
