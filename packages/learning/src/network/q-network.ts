import { type ActionHead } from "../environment/environment.ts";
import { relu } from "../graph/activation.ts";
import { add, scale, sub } from "../graph/arithmetic.ts";
import type { Graph, Symbolic } from "../graph/graph.ts";
import { split } from "../graph/layout.ts";
import { reduceSum } from "../graph/reduce.ts";
import { policyLayout, type PolicySpec, policyTrunk } from "../policy/network.ts";
import type { Layout, Parameters } from "../training/parameters.ts";
import { layer, layerLayout, trunkLayout } from "./mlp-network.ts";
import { actionHeads, observationParts } from "./policy-network.ts";

/** Action values over a flat observation: one branch for each head (Tavakoli et al., 2018), numbers cut into bins. */
export type QNetwork = {
  readonly observationSize: number;
  readonly heads: readonly ActionHead[];
  /** The width of each branch: choices, or bins. */
  readonly branches: readonly number[];
  readonly layout: Layout;
  /** Each branch's action values [N,K]. */
  readonly forward: (graph: Graph, observation: Symbolic, parameters: Parameters) => Symbolic[];
};

export type QShape = {
  /** Into how many equal bins a number's unit interval is cut. */
  readonly bins?: number;
  /** Whether a state's value and its actions' advantages are estimated apart (Wang et al., 2016). */
  readonly dueling?: boolean;
};

const DEFAULT_BINS = 11;
const BRANCH_GAIN = 0.1;

/** A multilayer perceptron of ReLU layers for environments without a policy contract. */
export function mlpQNetwork({
  observationSize,
  heads,
  hidden,
  bins = DEFAULT_BINS,
  dueling = false,
}: QShape & {
  readonly observationSize: number;
  readonly heads: readonly ActionHead[];
  readonly hidden: readonly number[];
}): QNetwork {
  const branches = branchWidths(heads, bins);
  const last = hidden.at(-1) ?? observationSize;
  return {
    observationSize,
    heads,
    branches,
    layout: [...trunkLayout("trunk", observationSize, hidden), ...branchLayout(last, branches, dueling)],
    forward(graph, observation, parameters) {
      const trunk = hidden.reduce(
        (below, _, at) => relu(graph, layer(graph, `trunk${at}`, below, parameters)),
        observation,
      );
      return branchValues(graph, trunk, branches, dueling, parameters);
    },
  };
}

/** The normalised trunk of the policy contract with a branch for each attribute, over the same flat observation. */
export function policyQNetwork(spec: PolicySpec, { bins = DEFAULT_BINS, dueling = false }: QShape = {}): QNetwork {
  const heads = actionHeads(spec);
  const branches = branchWidths(heads, bins);
  const sizes = observationParts(spec);
  const trunk = policyLayout(spec).filter(({ name }) => name.startsWith("trunk"));
  const inputs = sizes.reduce((sum, size) => sum + size, 0);
  return {
    observationSize: inputs,
    heads,
    branches,
    layout: [...trunk, ...branchLayout(spec.hidden.at(-1) ?? inputs, branches, dueling)],
    forward(graph, observation, parameters) {
      const [signals, present, config] = split(graph, observation, 1, sizes) as [Symbolic, Symbolic, Symbolic];
      const top = policyTrunk(graph, spec, { signals, present, config }, parameters);
      return branchValues(graph, top, branches, dueling, parameters);
    },
  };
}

/** The number a bin stands for: its centre. */
export function binCentre(bin: number, bins: number): number {
  return (bin + 0.5) / bins;
}

function branchWidths(heads: readonly ActionHead[], bins: number): number[] {
  return heads.map((head) => (head.kind === "categorical" ? head.choices : bins));
}

function branchLayout(inputs: number, branches: readonly number[], dueling: boolean): Layout {
  const outputs = branches.reduce((sum, width) => sum + width, 0);
  return layerLayout("branches", inputs, dueling ? outputs + 1 : outputs, BRANCH_GAIN);
}

function branchValues(
  graph: Graph,
  trunk: Symbolic,
  branches: readonly number[],
  dueling: boolean,
  parameters: Parameters,
): Symbolic[] {
  const raw = layer(graph, "branches", trunk, parameters);
  if (!dueling) return split(graph, raw, 1, branches);
  const parts = split(graph, raw, 1, [...branches, 1]);
  const value = parts.at(-1) as Symbolic;
  return branches.map((width, at) => {
    const advantage = parts[at] as Symbolic;
    const mean = scale(graph, reduceSum(graph, advantage, [1]), 1 / width);
    return add(graph, sub(graph, advantage, mean), value);
  });
}
