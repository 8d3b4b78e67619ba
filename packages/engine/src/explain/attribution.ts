import { toUnit, type Attribute, type Configuration, type InputSignal } from "@fleet-persona/persona";
import type { Proposal, Weights } from "../proposal.ts";

/** One row of the policy's inputs, as `policyInputs` makes it. */
export type PolicyRow = { readonly signals: Float32Array; readonly present: Float32Array };

/** What one input made of the recommendation. Both figures are weighted means over the attributes. */
export type Attribution = {
  readonly signal: string;
  /** How far the recommendation would be from what it is without this input, 0..1. */
  readonly change: number;
  /** The same with a sign, -1..1: positive where the input speaks for what is recommended, negative where against. */
  readonly toward: number;
};

type Occluded = {
  readonly inputs: readonly InputSignal[];
  readonly attributes: readonly Attribute[];
  readonly config: Configuration;
  readonly row: PolicyRow;
  readonly run: (row: PolicyRow) => Proposal;
};

/**
 * Attribution by occlusion: the policy is asked again with one input at a time masked (value 0, `present` 0), which is how
 * it was trained to be told that a signal is missing. An attribute's change is |mean - mean'| on its unit interval for
 * numbers and the total variation ½ Σ |p - p'| for choices. For a number the sign is positive when the input moves the mean
 * away from the current value the way it went (or keeps it there); for a choice, when it makes the likeliest one likelier.
 * Inputs that were missing, and all of them when the policy said nothing, count 0. In the order of `inputs`.
 */
export function occlusion({ inputs, attributes, config, row, run }: Occluded): readonly Attribution[] {
  const said = run(row);
  return inputs.map(({ name }, index) => {
    if (said.kind === "unavailable" || row.present[index] !== 1) return { signal: name, change: 0, toward: 0 };
    const without = run(masked(row, index));
    if (without.kind === "unavailable") return { signal: name, change: 0, toward: 0 };
    return { signal: name, ...difference(attributes, config, said.weights, without.weights) };
  });
}

function masked({ signals, present }: PolicyRow, index: number): PolicyRow {
  return { signals: signals.with(index, 0), present: present.with(index, 0) };
}

function difference(
  attributes: readonly Attribute[],
  config: Configuration,
  said: Readonly<Record<string, Weights>>,
  without: Readonly<Record<string, Weights>>,
): Pick<Attribution, "change" | "toward"> {
  let change = 0;
  let toward = 0;
  let weights = 0;
  for (const attribute of attributes) {
    const signed = signedChange(attribute, config, said[attribute.name], without[attribute.name]);
    if (signed === null) continue;
    weights += attribute.weight;
    change += attribute.weight * Math.abs(signed);
    toward += attribute.weight * signed;
  }
  return weights === 0 ? { change: 0, toward: 0 } : { change: change / weights, toward: toward / weights };
}

function signedChange(
  attribute: Attribute,
  config: Configuration,
  said: Weights | undefined,
  without: Weights | undefined,
): number | null {
  if (said?.kind === "number" && without?.kind === "number") {
    const current = config[attribute.name];
    const numeric = attribute.kind === "continuous" || attribute.kind === "integer";
    const moved = numeric && typeof current === "number" ? said.mean - toUnit(attribute, current) : 0;
    const speaksFor = moved === 0 || Math.sign(said.mean - without.mean) === Math.sign(moved);
    return (speaksFor ? 1 : -1) * Math.abs(said.mean - without.mean);
  }
  if (said?.kind === "choice" && without?.kind === "choice") {
    const pairs = said.probabilities.map((p, at) => [p, without.probabilities[at] ?? 0] as const);
    const distance = pairs.reduce((sum, [p, q]) => sum + Math.abs(p - q), 0) / 2;
    const [best, then] = pairs.reduce((most, pair) => (pair[0] > most[0] ? pair : most), pairs[0] ?? [0, 0]);
    return (best >= then ? 1 : -1) * distance;
  }
  return null;
}
