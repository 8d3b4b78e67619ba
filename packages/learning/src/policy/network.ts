import { type Attribute, encodedWidth, type InputSignal } from "@fleet-persona/persona";
import { clip, sigmoid, softmax, tanh } from "../graph/activation.ts";
import { add, mul, scale, shift, sub } from "../graph/arithmetic.ts";
import { dense } from "../graph/gemm.ts";
import type { Graph, Symbolic } from "../graph/graph.ts";
import { concat, reshape, slice } from "../graph/layout.ts";
import type { Initial, Layout, Parameters } from "../training/parameters.ts";

/** What a policy network is made for. `config` is encoded in the order of `attributes`. */
export type PolicySpec = {
  readonly attributes: readonly Attribute[];
  readonly inputs: readonly InputSignal[];
  /** Widths of the tanh layers of the trunk. */
  readonly hidden: readonly number[];
};

/** signals and present [N,S] in declared units and 0/1; config [N,C] as `encodeConfiguration` writes it. */
export type PolicyInputs = { readonly signals: Symbolic; readonly present: Symbolic; readonly config: Symbolic };

/** One attribute's head before the last nonlinearity: logits [N,K], or mean [N,1] and sd [1,1] on the unit interval. */
export type Head =
  | { readonly kind: "choice"; readonly logits: Symbolic }
  | { readonly kind: "number"; readonly mean: Symbolic; readonly standardDeviation: Symbolic };

export type PolicyForward = { readonly heads: ReadonlyMap<string, Head>; readonly value: Symbolic };

// Beyond five standard deviations a signal says "far off" and no more, so that no outlier saturates the trunk.
const FARTHEST = 5;
/** Between these a number's standard deviation may lie, on the unit interval. */
export const DEVIATION = { least: 0.03, most: 0.4 };
const HIDDEN_GAIN = Math.SQRT2;
const HEAD_GAIN = 0.01;

/** The inputs of a policy graph, under the names of the policy contract. */
export function policyInputsOf(graph: Graph, spec: PolicySpec): PolicyInputs {
  const signals = graph.input("signals", ["N", spec.inputs.length]);
  const present = graph.input("present", ["N", spec.inputs.length]);
  return { signals, present, config: graph.input("config", ["N", encodedWidth(spec.attributes)]) };
}

/** How many outputs the heads have before the value: K for choices (a boolean has two), one for a number's mean. */
export function headWidth(attribute: Attribute): number {
  if (attribute.kind === "categorical") return attribute.choices.length;
  return attribute.kind === "boolean" ? 2 : 1;
}

/** The parameters of the network, in the order of the flat tensor. */
export function policyLayout(spec: PolicySpec): Layout {
  const layers = spec.hidden.map((width, at) => ({ name: `trunk${at}`, width, gain: HIDDEN_GAIN }));
  const heads = spec.attributes.reduce((total, attribute) => total + headWidth(attribute), 0);
  let from = 2 * spec.inputs.length + encodedWidth(spec.attributes);
  const parameters = [...layers, { name: "heads", width: heads + 1, gain: HEAD_GAIN }].flatMap(
    ({ name, width, gain }) => {
      const dims = [from, width];
      from = width;
      return [parameter(`${name}.weight`, dims, { kind: "orthogonal", gain }), zeros(`${name}.bias`, width)];
    },
  );
  const spreads = spec.attributes.filter(isNumber).map(({ name }) => zeros(`spread.${name}`, 1));
  return [...parameters, ...spreads];
}

/** Normalisation, trunk and heads, from parameters wherever they lie. */
export function policyForward(
  graph: Graph,
  spec: PolicySpec,
  inputs: PolicyInputs,
  parameters: Parameters,
): PolicyForward {
  const trunk = policyTrunk(graph, spec, inputs, parameters);
  const raw = dense(graph, trunk, parameters("heads.weight"), parameters("heads.bias"));
  const heads = new Map<string, Head>();
  let start = 0;
  for (const attribute of spec.attributes) {
    const end = start + headWidth(attribute);
    heads.set(attribute.name, head(graph, attribute, slice(graph, raw, 1, start, end), parameters));
    start = end;
  }
  return { heads, value: slice(graph, raw, 1, start, start + 1) };
}

/** Normalisation and the layers that all heads read. */
export function policyTrunk(graph: Graph, spec: PolicySpec, inputs: PolicyInputs, parameters: Parameters): Symbolic {
  let x = concat(graph, [normalised(graph, spec, inputs), inputs.present, centred(graph, inputs.config)], 1);
  for (const at of spec.hidden.keys()) {
    x = tanh(graph, dense(graph, x, parameters(`trunk${at}.weight`), parameters(`trunk${at}.bias`)));
  }
  return x;
}

/** Writes `weights.<attribute>` and `value` as the policy contract has them. */
export function policyOutputs(graph: Graph, { heads, value }: PolicyForward): void {
  for (const [name, made] of heads) {
    const weights =
      made.kind === "choice"
        ? softmax(graph, made.logits)
        : concat(graph, [made.mean, alongBatch(graph, made.standardDeviation, made.mean)], 1);
    graph.output(`weights.${name}`, weights);
  }
  graph.output("value", value);
}

function head(graph: Graph, attribute: Attribute, raw: Symbolic, parameters: Parameters): Head {
  if (!isNumber(attribute)) return { kind: "choice", logits: raw };
  const standardDeviation = deviation(graph, parameters(`spread.${attribute.name}`));
  return { kind: "number", mean: sigmoid(graph, raw), standardDeviation };
}

/** A standard deviation [1,1] within bounds, the same for every state, from one parameter [1]. */
export function deviation(graph: Graph, spread: Symbolic): Symbolic {
  const share = sigmoid(graph, reshape(graph, spread, [1, 1]));
  return shift(graph, scale(graph, share, DEVIATION.most - DEVIATION.least), DEVIATION.least);
}

/** (x - mean) / sd × present, clipped. A signal that never varied in training says nothing. */
function normalised(graph: Graph, spec: PolicySpec, { signals, present }: PolicyInputs): Symbolic {
  const means = graph.constant(spec.inputs.map(({ distribution }) => distribution.mean));
  const inverse = spec.inputs.map(({ distribution: { standard_deviation: sd } }) => (sd > 1e-9 ? 1 / sd : 0));
  const standard = mul(graph, sub(graph, signals, means), graph.constant(inverse));
  return clip(graph, mul(graph, standard, present), -FARTHEST, FARTHEST);
}

function centred(graph: Graph, config: Symbolic): Symbolic {
  return shift(graph, scale(graph, config, 2), -1);
}

// mean × 0 + sd: repeats the one deviation for each row with dense ops only.
function alongBatch(graph: Graph, standardDeviation: Symbolic, mean: Symbolic): Symbolic {
  return add(graph, scale(graph, mean, 0), standardDeviation);
}

function isNumber(attribute: Attribute): boolean {
  return attribute.kind === "continuous" || attribute.kind === "integer";
}

function parameter(name: string, dims: readonly number[], initial: Initial): Layout[number] {
  return { name, dims, initial };
}

function zeros(name: string, width: number): Layout[number] {
  return parameter(name, [width], { kind: "constant", value: 0 });
}
