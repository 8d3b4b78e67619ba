import { signalNameSchema } from "@fleet-persona/persona";
import { z } from "zod";

/**
 * How a signal is made from the data points of a metric; the result is multiplied by `scale`. `value` is what a gauge, a
 * summary's sum or a sum says, `rate` a sum's or a histogram's growth a second, `mean` a histogram's or summary's, `p50` to
 * `p99` quantiles. `attributes` must all be there, on the point or on its resource.
 */
export const otlpRuleSchema = z.strictObject({
  metric: z.string().min(1).max(255),
  attributes: z.record(z.string(), z.string()).default({}),
  signal: signalNameSchema,
  use: z.enum(["value", "rate", "mean", "p50", "p90", "p95", "p99"]),
  /** How series become one number, where there are several; quantiles merge their histograms instead. */
  combine: z.enum(["sum", "mean", "max", "min"]).optional(),
  scale: z.number().default(1),
});
export type OtlpRule = z.infer<typeof otlpRuleSchema>;
