import { encodedWidth } from "@fleet-persona/persona";
import type { ActionHead } from "../environment/environment.ts";
import { split } from "../graph/layout.ts";
import type { Symbolic } from "../graph/graph.ts";
import { type Head, headWidth, policyForward, policyLayout, type PolicySpec } from "../policy/network.ts";
import { parameterMask } from "../training/parameters.ts";
import type { ActorCritic } from "./actor-critic.ts";

/**
 * The policy network of the contract over a flat observation [signals S | present S | config C], one head for each
 * attribute in the order of `spec.attributes`. Its layout is `policyLayout`: a clone's weights fit as they are.
 */
export function policyNetwork(spec: PolicySpec): ActorCritic {
  const layout = policyLayout(spec);
  const sizes = observationParts(spec);
  return {
    observationSize: sizes.reduce((sum, size) => sum + size, 0),
    heads: actionHeads(spec),
    layout,
    // The value is the last column of the matrix that holds the heads.
    valueMask: () =>
      parameterMask(
        layout,
        ({ name }) => name.startsWith("heads."),
        (column, columns) => column === columns - 1,
      ),
    forward(graph, observation, parameters) {
      const [signals, present, config] = split(graph, observation, 1, sizes) as [Symbolic, Symbolic, Symbolic];
      const { heads, value } = policyForward(graph, spec, { signals, present, config }, parameters);
      return { heads: spec.attributes.map(({ name }) => heads.get(name) as Head), value };
    },
  };
}

/** The widths of the parts of a flat observation: signals, present, config. */
export function observationParts(spec: PolicySpec): [number, number, number] {
  return [spec.inputs.length, spec.inputs.length, encodedWidth(spec.attributes)];
}

/** One action head for each attribute: choices (a boolean has two: false, true) or a number on the unit interval. */
export function actionHeads(spec: Pick<PolicySpec, "attributes">): ActionHead[] {
  return spec.attributes.map((attribute): ActionHead => {
    const choices = headWidth(attribute);
    return choices === 1 && (attribute.kind === "continuous" || attribute.kind === "integer")
      ? { kind: "gaussian" }
      : { kind: "categorical", choices };
  });
}
