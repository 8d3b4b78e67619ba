import { toUnit, type Attribute, type NumericAttribute } from "@fleet-persona/persona";
import type { Bound } from "../bounds.ts";
import { allowedChoices, choicesOf } from "../guards/clamp.ts";
import type { Weights } from "../proposal.ts";
import { spokenWeights } from "./spoken.ts";

/** One attribute's draw: a choice's index, or a number on the unit interval, not clipped; and its natural log-probability (of a number: density). */
export type Drawn = { readonly sample: number; readonly logProbability: number };

/** Why nothing was drawn for an attribute: another host decides it, the policy says nothing usable of it, its bounds leave no choice, or the policy leaves no doubt. */
export type Left = "not-leader" | "no-weights" | "nothing-allowed" | "certain";

/** Uniform variates in [0, 1) that one attribute's draw takes. */
export type Variates = readonly [number, number];

// Below this deviation a density says nothing that a probability could be made of.
const LEAST_DEVIATION = 1e-6;
const LOG_ROOT_TWO_PI = Math.log(2 * Math.PI) / 2;

/** Draws from what the policy says about one attribute, among the choices that its bound leaves. */
export function draw(
  attribute: Attribute,
  said: Weights | undefined,
  bound: Bound | undefined,
  variates: Variates,
): Drawn | Left {
  const isNumber = attribute.kind === "continuous" || attribute.kind === "integer";
  if (said === undefined || isNumber !== (said.kind === "number")) return "no-weights";
  if (said.kind === "number") return drawNumber(said, variates);
  return drawChoice(attribute, said.probabilities, bound, variates[0]);
}

/** A sample in the policy's words: a choice as it was drawn, a number clipped into its bounds. */
export function spokenWithin(attribute: Attribute, { sample }: Drawn, bound: Bound | undefined): Weights | null {
  const weights = spokenWeights(attribute, sample);
  if (weights?.kind !== "number" || bound?.kind !== "range" || !isNumeric(attribute)) return weights;
  const [low, high] = [toUnit(attribute, bound.min), toUnit(attribute, bound.max)];
  return { ...weights, mean: Math.min(Math.max(weights.mean, low), high) };
}

// Disallowed choices are left out and the rest renormalised; where the policy gave all of them nothing, each is as likely.
function drawChoice(
  attribute: Attribute,
  probabilities: readonly number[],
  bound: Bound | undefined,
  variate: number,
): Drawn | Left {
  const choices = choicesOf(attribute);
  const allowed = allowedChoices(attribute, bound).map((choice) => choices.indexOf(choice));
  if (allowed.length === 0) return "nothing-allowed";
  const said = allowed.map((index) => probabilities[index] ?? 0);
  const weights = said.some((weight) => weight > 0) ? said : said.map(() => 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let rest = variate * total;
  // Rounding may leave a rest beyond the last: that one it is.
  let at = weights.findLastIndex((weight) => weight > 0);
  for (const [index, weight] of weights.entries()) {
    if (weight > 0 && rest < weight) {
      at = index;
      break;
    }
    rest -= weight;
  }
  return { sample: allowed[at] ?? 0, logProbability: Math.log((weights[at] ?? 0) / total) };
}

// Box and Muller (1958). Float32, like the actions that policies are trained on; the density is that of the rounded sample.
function drawNumber(
  { mean, standardDeviation: deviation }: Extract<Weights, { kind: "number" }>,
  [first, second]: Variates,
): Drawn | Left {
  if (deviation < LEAST_DEVIATION) return "certain";
  const normal = Math.sqrt(-2 * Math.log(1 - first)) * Math.cos(2 * Math.PI * second);
  const sample = Math.fround(mean + deviation * normal) + 0;
  const z = (sample - mean) / deviation;
  return { sample, logProbability: -(z * z) / 2 - Math.log(deviation) - LOG_ROOT_TWO_PI };
}

function isNumeric(attribute: Attribute): attribute is NumericAttribute {
  return attribute.kind === "continuous" || attribute.kind === "integer";
}
