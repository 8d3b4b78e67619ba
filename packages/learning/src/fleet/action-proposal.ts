import { parsePolicyOutputs, type Proposal } from "@fleet-persona/engine";
import type { Attribute } from "@fleet-persona/persona";
import { headWidth } from "../policy/network.ts";

/**
 * How sure a sample sounds. A sample carries neither probabilities nor a deviation, so it is spoken as a policy that
 * has made up its mind would: nine tenths on the choice, a twentieth of the range around the number. A margin of
 * 0.9 - 0.1 / (K - 1) clears the engine's hysteresis (at most 0.5), so training sees every switch carried out; its entropy
 * costs a confidence of about a twentieth, as a trained policy's own does.
 */
const DECIDED_PROBABILITY = 0.9;
export const SAMPLE_DEVIATION = 0.05;

/** What the exported policy would have said for this sample, read by the agent's own parser. */
export function proposalOf(attributes: readonly Attribute[], action: Float32Array): Proposal {
  const tensors: Record<string, Float32Array> = { value: new Float32Array(1) };
  for (const [at, attribute] of attributes.entries()) {
    const sample = action[at] ?? Number.NaN;
    tensors[`weights.${attribute.name}`] = isNumber(attribute)
      ? Float32Array.of(Math.min(1, Math.max(0, sample)), SAMPLE_DEVIATION)
      : decidedOn(sample, headWidth(attribute));
  }
  return parsePolicyOutputs(attributes, tensors);
}

function decidedOn(index: number, choices: number): Float32Array {
  const others = choices > 1 ? (1 - DECIDED_PROBABILITY) / (choices - 1) : 0;
  const row = new Float32Array(choices).fill(others);
  row[index] = choices > 1 ? DECIDED_PROBABILITY : 1;
  return row;
}

function isNumber({ kind }: Attribute): boolean {
  return kind === "continuous" || kind === "integer";
}
