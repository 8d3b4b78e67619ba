import type { ActionHead } from "../../environment/environment.ts";
import { distributionWidth } from "../../network/distribution.ts";
import type { DatasetSpec } from "../dataset/logged-episode.ts";
import type { Distributions } from "../policy-distributions.ts";

/**
 * Features of a situation and an action for values that are linear in them: the situation with squares; each number's sample, its square
 * and its products with the signals; each choice with the signals. Quadratic in numbers and linear in choices, so that their
 * expectation under any policy of the contract is exact and costs no samples.
 */
export type Features = {
  readonly width: number;
  /** Of the action that was taken; written to `into` from `at`. */
  readonly taken: (situation: Float64Array, samples: Float32Array, row: number, into: Float64Array, at: number) => void;
  /** Expected under a policy's distributions. */
  readonly expected: (
    situation: Float64Array,
    policy: Distributions,
    row: number,
    into: Float64Array,
    at: number,
  ) => void;
  /** The situation's own part of an observation: standardised signals where present, and the configuration. */
  readonly situation: (observations: Float32Array, row: number) => Float64Array;
};

// Beyond this many deviations a signal says "far off" and no more, as in the policy network.
const FARTHEST = 5;

/** Features of the policy contract. */
export function fleetFeatures({ inputs, attributes }: DatasetSpec, heads: readonly ActionHead[]): Features {
  const signals = inputs.length;
  const configWidth = attributes.reduce(
    (sum, each) => sum + (each.kind === "categorical" ? each.choices.length : 1),
    0,
  );
  const size = 2 * signals + configWidth;
  const situation = (observations: Float32Array, row: number): Float64Array => {
    const read = new Float64Array(signals + configWidth);
    for (const [at, { distribution }] of inputs.entries()) {
      const { mean, standard_deviation: sd } = distribution;
      const raw = sd > 1e-9 ? ((observations[row * size + at] ?? 0) - mean) / sd : 0;
      const present = observations[row * size + signals + at] ?? 0;
      read[at] = Math.min(FARTHEST, Math.max(-FARTHEST, raw)) * present;
    }
    for (let at = 0; at < configWidth; at += 1) read[signals + at] = observations[row * size + 2 * signals + at] ?? 0;
    return read;
  };
  return { ...featuresOf(signals + configWidth, signals, heads), situation };
}

/** The same over a situation of `size` numbers of which the first `crossed` are crossed with actions. */
export function featuresOf(size: number, crossed: number, heads: readonly ActionHead[]): Omit<Features, "situation"> {
  const state = 1 + size + crossed;
  const widths = heads.map((head) => (head.kind === "categorical" ? (head.choices - 1) * (1 + crossed) : 2 + crossed));
  const width = widths.reduce((sum, each) => sum + each, state);
  const writeState = (z: Float64Array, into: Float64Array, at: number): void => {
    into[at] = 1;
    into.set(z, at + 1);
    for (let k = 0; k < crossed; k += 1) into[at + 1 + size + k] = (z[k] ?? 0) ** 2;
  };
  const writeNumber = (z: Float64Array, mean: number, square: number, into: Float64Array, at: number): void => {
    into[at] = mean;
    into[at + 1] = square;
    for (let k = 0; k < crossed; k += 1) into[at + 2 + k] = mean * (z[k] ?? 0);
  };
  const writeChoice = (z: Float64Array, share: number, into: Float64Array, at: number): void => {
    into[at] = share;
    for (let k = 0; k < crossed; k += 1) into[at + 1 + k] = share * (z[k] ?? 0);
  };
  return {
    width,
    taken(z, samples, row, into, at) {
      writeState(z, into, at);
      let to = at + state;
      for (const [head, { kind }] of heads.entries()) {
        const sample = samples[row * heads.length + head] ?? 0;
        if (kind === "gaussian") writeNumber(z, sample, sample ** 2, into, to);
        // The first choice is what the others are compared with.
        else if (sample > 0) writeChoice(z, 1, into, to + (sample - 1) * (1 + crossed));
        to += widths[head] ?? 0;
      }
    },
    expected(z, { written, rows }, row, into, at) {
      writeState(z, into, at);
      let to = at + state;
      let from = (row * written.length) / rows;
      for (const [index, head] of heads.entries()) {
        if (head.kind === "gaussian") {
          const [mean = 0, deviation = 0] = [written[from], written[from + 1]];
          writeNumber(z, mean, mean ** 2 + deviation ** 2, into, to);
        } else {
          for (let choice = 1; choice < head.choices; choice += 1)
            writeChoice(z, Math.exp(written[from + choice] ?? 0), into, to + (choice - 1) * (1 + crossed));
        }
        to += widths[index] ?? 0;
        from += distributionWidth(head);
      }
    },
  };
}
