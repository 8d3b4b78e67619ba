import { add } from "../../graph/arithmetic.ts";
import type { ActorCritic } from "../../network/actor-critic.ts";
import { policyNetwork } from "../../network/policy-network.ts";
import { headWidth, type PolicySpec } from "../../policy/network.ts";
import type { DatasetSpec } from "../dataset/logged-episode.ts";
import { EXCLUDED } from "../policy-distributions.ts";

/** The policy network whose choices are renormalised within the bounds of the log, as the host that drew them did. */
export function boundedNetwork(spec: PolicySpec, allowed: DatasetSpec["allowed"]): ActorCritic {
  const network = policyNetwork(spec);
  return {
    ...network,
    forward(graph, observation, parameters) {
      const { heads, value } = network.forward(graph, observation, parameters);
      const bounded = heads.map((head, at) => {
        const attribute = spec.attributes[at];
        const choices = attribute === undefined ? undefined : allowed[attribute.name];
        if (head.kind !== "choice" || attribute === undefined || choices === undefined) return head;
        const mask = Array.from({ length: headWidth(attribute) }, (_, choice) =>
          choices.includes(choice) ? 0 : EXCLUDED,
        );
        return { ...head, logits: add(graph, head.logits, graph.constant(mask)) };
      });
      return { heads: bounded, value };
    },
  };
}
