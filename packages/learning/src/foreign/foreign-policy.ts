import type { Attribute } from "@fleet-persona/persona";

/** What a foreign model's observation is made of, in its order. */
export const OBSERVATION_PARTS = ["signals", "present", "config"] as const;
export type ObservationPart = (typeof OBSERVATION_PARTS)[number];

/** What a foreign model's number for a numeric attribute is: on -1..1 (as most Gaussian policies are trained), on 0..1, or before a sigmoid. */
export const NUMBER_SCALES = ["signed", "unit", "raw"] as const;
export type NumberScale = (typeof NUMBER_SCALES)[number];

/** What is done to signals before a foreign model sees them: (x - mean) / deviation, held within ±clip. */
export type Normalisation = {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  readonly clip: number;
};

/** Where one attribute's recommendation is found: columns of an output, and what they mean. */
export type ForeignHead = {
  readonly attribute: Attribute;
  readonly output: string;
  readonly from: number;
  readonly to: number;
  /** `weights`: already as the policy contract has it. */
  readonly as: "logits" | "number" | "weights";
};

/** How a model made elsewhere is fitted into the policy contract. */
export type ForeignPolicy = {
  /** Which input takes what: one input with several parts, or several inputs with one each. */
  readonly inputs: readonly { readonly name: string; readonly parts: readonly ObservationPart[] }[];
  readonly heads: readonly ForeignHead[];
  /** Null: the model has no value, and the wrapped one says 0. */
  readonly value: { readonly output: string } | null;
  /** The columns of each output that is used. */
  readonly widths: Readonly<Record<string, number>>;
  readonly normalisation: Normalisation | null;
  readonly numbers: NumberScale;
  /** Standard deviation said for every number, on the unit interval: the model gives none. */
  readonly deviation: number;
  /** Choices are softmax(logits / temperature). */
  readonly temperature: number;
};
