import type { Attribute } from "../attribute.ts";
import { encodedWidth } from "../attribute-encoding.ts";
import type { Manifest } from "../manifest.ts";

/** What a policy takes and gives: the last dimension of each input and output by name, and its opset. */
export type ModelContract = {
  readonly opset: number;
  readonly inputs: ReadonlyMap<string, number>;
  readonly outputs: ReadonlyMap<string, number>;
};

/**
 * The policy contract of a manifest: `signals` and `present` [N,S], `config` [N,C]; for each attribute `weights.<name>`,
 * one column for each choice, two for a boolean, mean and standard deviation for a number; `value` [N,1].
 */
export function modelContractOf({ attributes, policy }: Pick<Manifest, "attributes" | "policy">): ModelContract {
  const byName = new Map(attributes.map((attribute) => [attribute.name, attribute]));
  const named = (names: readonly string[]): Attribute[] => names.flatMap((name) => byName.get(name) ?? []);
  const signals = policy.inputs.signals.length;
  return {
    opset: policy.opset,
    inputs: new Map([
      ["signals", signals],
      ["present", signals],
      ["config", encodedWidth(named(policy.inputs.config))],
    ]),
    outputs: new Map([
      ...named(policy.outputs).map((attribute) => [`weights.${attribute.name}`, weightsWidth(attribute)] as const),
      ["value", 1] as const,
    ]),
  };
}

function weightsWidth(attribute: Attribute): number {
  return attribute.kind === "categorical" ? attribute.choices.length : 2;
}
