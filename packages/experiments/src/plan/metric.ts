import { z } from "zod";

const name = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9]+(?:[_.-][a-z0-9]+)*$/, "lower-case letters, digits and single dots, dashes or underscores");
/** A column of a metric frame: a signal, `config.<attribute>`, or one of the agent's own (`allocated_cores`, `confidence`). */
const column = z.string().min(1).max(128);
const comparison = z.enum([">", ">=", "<", "<="]);
const condition = z.strictObject({ signal: column, comparison, threshold: z.number() });

/**
 * How the frames of one unit become one figure. A frame in which a named column is missing or no finite number counts for nothing.
 * `mean`: of the column. `share`: of the frames in which any of the conditions holds (0..1). `ratio`: sum over frames of the product of
 * the numerator's columns, over the sum of the product of the denominator's. `quantile`: of the column's values, by histogram.
 */
export const measureSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("mean"), signal: column }),
  z.strictObject({ kind: z.literal("share"), any: z.array(condition).min(1).max(8) }),
  z.strictObject({
    kind: z.literal("ratio"),
    numerator: z.array(column).min(1).max(4),
    denominator: z.array(column).min(1).max(4),
  }),
  z.strictObject({ kind: z.literal("quantile"), signal: column, quantile: z.number().gt(0).lt(1) }),
]);
export type Measure = z.output<typeof measureSchema>;

/** A figure that is compared between arms. `winsorise`: the quantiles of the units' values beyond which they are pulled in; declared beforehand or not at all. */
export const metricSchema = z.strictObject({
  name,
  title: z.string().min(1).max(80),
  unit: z.string().max(32),
  better: z.enum(["lower", "higher"]),
  measure: measureSchema,
  winsorise: z
    .strictObject({ low: z.number().min(0).max(0.25), high: z.number().min(0.75).max(1) })
    .nullable()
    .default(null),
});
export type Metric = z.output<typeof metricSchema>;

/** What no arm may worsen by `margin` or more: of the control's value (`relative`) or in the metric's unit (`absolute`). Non-inferiority. */
export const guardrailSchema = z.strictObject({
  metric: name,
  margin: z.number().gt(0),
  scale: z.enum(["relative", "absolute"]),
});
export type Guardrail = z.output<typeof guardrailSchema>;
