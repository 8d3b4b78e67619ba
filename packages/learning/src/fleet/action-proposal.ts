import { spokenWeights, type Proposal, type Weights } from "@fleet-persona/engine";
import type { Attribute } from "@fleet-persona/persona";

/** What the exported policy would have said for this sample: as a host that explores speaks its samples. */
export function proposalOf(attributes: readonly Attribute[], action: Float32Array): Proposal {
  const weights: Record<string, Weights> = {};
  for (const [at, attribute] of attributes.entries()) {
    const spoken = spokenWeights(attribute, action[at] ?? Number.NaN);
    if (spoken === null) return { kind: "unavailable", because: "policy-output-invalid" };
    weights[attribute.name] = spoken;
  }
  return { kind: "policy", weights, value: 0 };
}
