import { z } from "zod";
import { above0, atLeast, finite, share, wholeFrom } from "./fields.ts";

const serviceSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("constant"), mean_ms: above0 }),
  z.strictObject({ kind: z.literal("exponential"), mean_ms: above0 }),
  z.strictObject({ kind: z.literal("uniform"), mean_ms: above0, spread: share }),
  z.strictObject({ kind: z.literal("lognormal"), mean_ms: above0, sigma: above0 }),
  z.strictObject({
    kind: z.literal("pareto"),
    mean_ms: above0,
    shape: finite.gt(1, "must be above 1"),
    cutoff: above0,
  }),
]);

const classSchema = z.strictObject({
  name: z.string().min(1),
  share,
  service: serviceSchema,
  cacheable: z.boolean(),
  counts: z.enum(["page", "search", "checkout"]),
  retryable: z.boolean(),
  priority: finite.exactOptional(),
  answer_bytes: above0.exactOptional(),
});

/** The fleet as its owner describes it; the simulator's model in snake case. */
export const fleetSchema = z.strictObject({
  servers: z
    .array(z.strictObject({ name: z.string().min(1), size: above0, weight: wholeFrom(1).exactOptional() }))
    .min(1, "a fleet needs a server"),
  classes: z
    .array(classSchema)
    .min(1, "a fleet needs a kind of request")
    .refine((classes) => Math.abs(classes.reduce((sum, each) => sum + each.share, 0) - 1) < 1e-6, {
      error: ({ input }) =>
        `the shares add up to ${(input as { share: number }[]).reduce((sum, each) => sum + each.share, 0)}: make them add up to 1`,
    }),
  catalogue: z.strictObject({ items: wholeFrom(1), exponent: atLeast(0) }),
  cache: z
    .strictObject({ capacity: wholeFrom(1).exactOptional(), whole_seconds: z.boolean().exactOptional() })
    .exactOptional(),
  cache_ttl_s: z.record(z.string(), atLeast(0)),
  cpu: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("fluid") }),
    z.strictObject({ kind: z.literal("quota"), period_ms: above0 }),
  ]),
  discipline: z.enum(["processor-sharing", "fifo"]),
  cores_per_request: above0,
  overhead_ms: z.strictObject({ server: atLeast(0), cache: atLeast(0) }),
  queue: z.strictObject({ limit: wholeFrom(0), timeout_ms: above0 }),
  client_timeout_ms: above0,
  retries: wholeFrom(0),
  loss_noticed_after_s: atLeast(0).default(0),
  parked_cores: atLeast(0).default(0),
  start_up_s: atLeast(0).default(0),
  compression: z
    .strictObject({ ratio: share, overhead_ms: atLeast(0), mobile_transfer_ms: atLeast(0) })
    .exactOptional(),
  actuation_delay_s: z.strictObject({ hot: atLeast(0), drain: atLeast(0), restart: atLeast(0) }),
  objective: z.strictObject({ p95_ms: above0, error_share: share }),
  behaviour: z.strictObject({
    mobile_share: share,
    session_depth: finite.min(1, "must be at least 1"),
    conversion: share,
    conversion_loss_per_100_ms: share,
    revenue_per_order: atLeast(0),
  }),
  cost: z.strictObject({
    per_core_second: atLeast(0),
    per_server_second: atLeast(0),
    minimum_billing_s: atLeast(0),
    per_breach_second: atLeast(0),
  }),
});
