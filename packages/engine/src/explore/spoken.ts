import type { Attribute } from "@fleet-persona/persona";
import { choicesOf } from "../guards/clamp.ts";
import type { Weights } from "../proposal.ts";

/**
 * How sure a sample sounds. A sample carries neither probabilities nor a deviation, so it is spoken as a policy that has made up its mind
 * would: nine tenths on the choice, a twentieth of the range around the number. A margin of 0.9 - 0.1 / (K - 1) clears the hysteresis
 * (at most 0.5), so every switch is carried out; its entropy costs a confidence of about a twentieth, as a trained policy's own does.
 */
const DECIDED_PROBABILITY = 0.9;

/** The deviation that a number is spoken with, on the unit interval of its range. */
export const SPOKEN_DEVIATION = 0.05;

/**
 * What a policy would have said for this sample: a choice's index, or a number on the unit interval of its range, clipped to it. Null when
 * it is neither. In training and on a host alike; rounded to float32, as a policy's own outputs are.
 */
export function spokenWeights(attribute: Attribute, sample: number): Weights | null {
  if (!Number.isFinite(sample)) return null;
  const choices = choicesOf(attribute).length;
  if (choices === 0) {
    const mean = Math.fround(Math.min(1, Math.max(0, sample)));
    return { kind: "number", mean, standardDeviation: Math.fround(SPOKEN_DEVIATION) };
  }
  if (!Number.isInteger(sample) || sample < 0 || sample >= choices) return null;
  const decided = Math.fround(choices > 1 ? DECIDED_PROBABILITY : 1);
  const others = Math.fround(choices > 1 ? (1 - DECIDED_PROBABILITY) / (choices - 1) : 0);
  const probabilities = Array.from({ length: choices }, (_, index) => (index === sample ? decided : others));
  return { kind: "choice", probabilities };
}
