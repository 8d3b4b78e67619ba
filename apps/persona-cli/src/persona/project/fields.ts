import { z } from "zod";

/** A number that is one: YAML also knows .nan and .inf, and words. */
export const finite = z.number({
  error: ({ input }) => (input === undefined ? "is missing" : `must be a finite number, not ${written(input)}`),
});

function written(value: unknown): string {
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}

export const atLeast = (least: number) => finite.min(least, `must be at least ${least}`);
export const share = finite.min(0, "must be between 0 and 1").max(1, "must be between 0 and 1");
export const above0 = finite.gt(0, "must be above 0");
export const wholeFrom = (least: number) =>
  finite.int("must be a whole number").min(least, `must be at least ${least}`);

/** Two numbers that rise; a single number is both. */
export const range = z
  .union([above0, z.strictObject({ min: above0, max: above0 })])
  .transform((value) => (typeof value === "number" ? { min: value, max: value } : value))
  .refine(({ min, max }) => min <= max, "min is above max");
