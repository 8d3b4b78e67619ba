import type { Attribute } from "@fleet-persona/persona";
import type { Proposal, Weights } from "../proposal.ts";

// Room for float32 rounding in a softmax or sigmoid; anything further off is a broken policy, not a rounding error.
const ROUNDING = 1e-3;

const invalid: Proposal = { kind: "unavailable", because: "policy-output-invalid" };

/**
 * Reads one row of the policy's outputs: `weights.<attribute>` (probabilities over choices, booleans over
 * `[false, true]`; numbers `[mean, standardDeviation]` on the unit interval) and `value` [1].
 * A missing tensor, a wrong shape, NaN, an infinity or a value out of range makes the whole proposal unavailable.
 */
export function parsePolicyOutputs(
  attributes: readonly Attribute[],
  tensors: Readonly<Record<string, Float32Array>>,
): Proposal {
  const value = tensors["value"];
  if (value?.length !== 1 || !Number.isFinite(value[0])) return invalid;
  const weights: Record<string, Weights> = {};
  for (const attribute of attributes) {
    const tensor = tensors[`weights.${attribute.name}`];
    const parsed = tensor === undefined ? null : parseWeights(attribute, tensor);
    if (parsed === null) return invalid;
    weights[attribute.name] = parsed;
  }
  return { kind: "policy", weights, value: value[0] ?? 0 };
}

function parseWeights(attribute: Attribute, tensor: Float32Array): Weights | null {
  switch (attribute.kind) {
    case "continuous":
    case "integer": {
      const [mean, standardDeviation] = tensor;
      if (tensor.length !== 2 || !isShare(mean) || !isShare(standardDeviation)) return null;
      return { kind: "number", mean: clampShare(mean), standardDeviation: clampShare(standardDeviation) };
    }
    case "categorical":
      return parseChoice(attribute.choices.length, tensor);
    case "boolean":
      return parseChoice(2, tensor);
    default:
      return attribute satisfies never;
  }
}

function parseChoice(choices: number, tensor: Float32Array): Weights | null {
  if (tensor.length !== choices || !tensor.every(isShare)) return null;
  const sum = tensor.reduce((total, share) => total + share, 0);
  if (Math.abs(sum - 1) > ROUNDING) return null;
  return { kind: "choice", probabilities: Array.from(tensor, clampShare) };
}

function isShare(value: number | undefined): value is number {
  return value !== undefined && value >= -ROUNDING && value <= 1 + ROUNDING;
}

function clampShare(value: number): number {
  return Math.min(1, Math.max(0, value));
}
