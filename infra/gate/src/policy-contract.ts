import { encodedWidth, type Attribute, type Manifest } from "@fleet-persona/persona";

/** How wide each tensor of a policy is, in the order in which rows are packed. Plain JSON. */
export type PolicyContract = {
  /** Of `signals` and of `present`. */
  readonly signals: number;
  readonly config: number;
  readonly outputs: readonly { readonly name: string; readonly width: number }[];
};

/** What the manifest says of its model's inputs and outputs. */
export function contractOf({ attributes, policy }: Manifest): PolicyContract {
  const outputs = named(attributes, policy.outputs).map((each) => ({
    name: `weights.${each.name}`,
    width: each.kind === "categorical" ? each.choices.length : 2,
  }));
  return {
    signals: policy.inputs.signals.length,
    config: encodedWidth(named(attributes, policy.inputs.config)),
    outputs: [...outputs, { name: "value", width: 1 }],
  };
}

/** Those attributes, in the order of the names. */
export function named(attributes: readonly Attribute[], names: readonly string[]): readonly Attribute[] {
  const byName = new Map(attributes.map((attribute) => [attribute.name, attribute]));
  return names.flatMap((name) => byName.get(name) ?? []);
}

/** Floats of one packed row of inputs: signals, present, config. */
export function inputWidth({ signals, config }: PolicyContract): number {
  return 2 * signals + config;
}

/** Floats of one packed row of outputs. */
export function outputWidth({ outputs }: PolicyContract): number {
  return outputs.reduce((sum, { width }) => sum + width, 0);
}

/** A packed row of outputs by name, as a runtime would have given them. */
export function unpacked({ outputs }: PolicyContract, row: Float32Array): Record<string, Float32Array> {
  const tensors: Record<string, Float32Array> = {};
  let at = 0;
  for (const { name, width } of outputs) {
    tensors[name] = row.subarray(at, at + width);
    at += width;
  }
  return tensors;
}
