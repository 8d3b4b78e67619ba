import { signalNameSchema } from "@fleet-persona/persona";
import { z } from "zod";
import { parseSelector } from "./selector.ts";

const selectorSchema = z
  .string()
  .max(512)
  .refine((text) => parseSelector(text) !== null, 'is no selector, such as http_requests_total{code=~"5.."}');
const every = { signal: signalNameSchema, scale: z.number().default(1) };
const combine = z.enum(["sum", "mean", "max", "min"]);

/**
 * How a signal is made from the series of an exporter; the result is multiplied by `scale` (1000 makes seconds ms).
 * `gauge` takes the value, `rate` a counter's growth a second, `ratio` one growth in another, `gauge_ratio` one value in
 * another, `quantile` the q-quantile of what a histogram (named without `_bucket`) counted between two scrapes.
 */
export const prometheusRuleSchema = z.discriminatedUnion("use", [
  z.strictObject({ ...every, use: z.literal("gauge"), of: selectorSchema, combine: combine.default("sum") }),
  z.strictObject({ ...every, use: z.literal("rate"), of: selectorSchema, combine: combine.default("sum") }),
  z.strictObject({ ...every, use: z.literal("ratio"), of: selectorSchema, to: selectorSchema }),
  z.strictObject({ ...every, use: z.literal("gauge_ratio"), of: selectorSchema, to: selectorSchema }),
  z.strictObject({ ...every, use: z.literal("quantile"), of: selectorSchema, q: z.number().min(0).max(1) }),
]);
export type PrometheusRule = z.infer<typeof prometheusRuleSchema>;
