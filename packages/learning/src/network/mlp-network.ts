import type { ActionHead } from "../environment/environment.ts";
import { sigmoid, tanh } from "../graph/activation.ts";
import { dense } from "../graph/gemm.ts";
import type { Graph, Symbolic } from "../graph/graph.ts";
import { concat, split } from "../graph/layout.ts";
import { deviation, type Head } from "../policy/network.ts";
import { type Layout, parameterMask, type Parameters } from "../training/parameters.ts";
import type { ActorCritic } from "./actor-critic.ts";
import { actionWidth } from "./distribution.ts";

export type MlpNetwork = {
  readonly observationSize: number;
  readonly heads: readonly ActionHead[];
  /** Widths of the tanh layers. */
  readonly hidden: readonly number[];
  /** Whether policy and value read the same layers; apart they do not disturb each other and cost twice. */
  readonly sharedTrunk?: boolean;
};

const HIDDEN_GAIN = Math.SQRT2;
const POLICY_GAIN = 0.01;
const VALUE_GAIN = 1;

/** A multilayer perceptron with orthogonal weights for environments without a policy contract. */
export function mlpNetwork({ observationSize, heads, hidden, sharedTrunk = false }: MlpNetwork): ActorCritic {
  const last = hidden.at(-1) ?? observationSize;
  const widths = heads.map(actionWidth);
  const outputs = widths.reduce((total, width) => total + width, 0);
  const layout: Layout = [
    ...trunkLayout("policy", observationSize, hidden),
    ...(sharedTrunk ? [] : trunkLayout("value", observationSize, hidden)),
    ...layerLayout("heads", last, outputs, POLICY_GAIN),
    ...layerLayout("value", last, 1, VALUE_GAIN),
    ...heads.flatMap(({ kind }, at) => (kind === "gaussian" ? [zeros(`spread${at}`, 1)] : [])),
  ];
  return {
    observationSize,
    heads,
    layout,
    valueMask: () => parameterMask(layout, ({ name }) => name.startsWith("value")),
    forward(graph, observation, parameters) {
      const policy = trunk(graph, "policy", hidden, observation, parameters);
      const parts = sharedTrunk
        ? split(graph, joined(graph, policy, parameters), 1, [...widths, 1])
        : [
            ...split(graph, layer(graph, "heads", policy, parameters), 1, widths),
            layer(graph, "value", trunk(graph, "value", hidden, observation, parameters), parameters),
          ];
      const made = heads.map((head, at): Head => {
        const part = parts[at] as Symbolic;
        if (head.kind === "categorical") return { kind: "choice", logits: part };
        const standardDeviation = deviation(graph, parameters(`spread${at}`));
        return { kind: "number", mean: sigmoid(graph, part), standardDeviation };
      });
      return { heads: made, value: parts[heads.length] as Symbolic };
    },
  };
}

/** The parameters of a chain of tanh layers called `<name>0`, `<name>1`, … */
export function trunkLayout(name: string, inputs: number, hidden: readonly number[]): Layout {
  return hidden.flatMap((width, at) => layerLayout(`${name}${at}`, hidden[at - 1] ?? inputs, width, HIDDEN_GAIN));
}

/** The parameters of one dense layer. */
export function layerLayout(name: string, inputs: number, outputs: number, gain: number): Layout {
  return [
    { name: `${name}.weight`, dims: [inputs, outputs], initial: { kind: "orthogonal", gain } },
    zeros(`${name}.bias`, outputs),
  ];
}

/** One dense layer from its parameters. */
export function layer(graph: Graph, name: string, x: Symbolic, parameters: Parameters): Symbolic {
  return dense(graph, x, parameters(`${name}.weight`), parameters(`${name}.bias`));
}

// Heads and value as one product: the same layers read once, and their gradients need not be added up.
function joined(graph: Graph, x: Symbolic, parameters: Parameters): Symbolic {
  const weight = concat(graph, [parameters("heads.weight"), parameters("value.weight")], 1);
  const bias = concat(graph, [parameters("heads.bias"), parameters("value.bias")], 0);
  return dense(graph, x, weight, bias);
}

function trunk(graph: Graph, name: string, hidden: readonly number[], x: Symbolic, parameters: Parameters): Symbolic {
  return hidden.reduce((below, _, at) => tanh(graph, layer(graph, `${name}${at}`, below, parameters)), x);
}

function zeros(name: string, width: number): Layout[number] {
  return { name, dims: [width], initial: { kind: "constant", value: 0 } };
}
