import { z } from "zod";

const share = z.number().min(0).max(1);
const figure = z.number().nullable();
const value = z.union([z.number(), z.string().max(128), z.boolean()]).nullable();
const name = z.string().min(1).max(128);

/** What simulated time came to under one way of steering. */
export const simulatedFiguresSchema = z.strictObject({
  requests: z.number(),
  breach_seconds: z.number(),
  core_seconds: z.number(),
  error_share: share,
  /** Of all requests, ms; null where nothing was answered. */
  p95_ms: figure,
});
export type SimulatedFigures = z.infer<typeof simulatedFiguresSchema>;

/** How far the fitted simulator was from the part of the recording that it had not seen: median relative errors. */
export const fitErrorSchema = z.strictObject({ p95: z.number().min(0), cpu: z.number().min(0), bins: z.int().min(1) });
export type FitError = z.infer<typeof fitErrorSchema>;

const fittedSchema = z.strictObject({
  /** CPU that a request costs where the cache does not answer it, ms on one core. */
  cpu_ms_per_request: z.number(),
  overhead_ms: z.number(),
  service: z.enum(["uniform", "exponential"]),
  cpu: z.enum(["fluid", "quota"]),
  discipline: z.enum(["processor-sharing", "fifo"]),
  servers: z.int().min(1),
  /** Share of the requests that the cache may answer. */
  cacheable: share,
});

/** The effect that the fitted simulator estimates, or why it estimates none. */
export const estimateSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("estimate"),
    error: fitErrorSchema,
    trained_seconds: z.number(),
    held_back: z.strictObject({ since: z.number(), until: z.number(), simulated_seconds: z.number() }),
    objective: z.strictObject({ p95_ms: z.number(), error_share: share }),
    fitted: fittedSchema,
    as_it_was: simulatedFiguresSchema,
    candidate: simulatedFiguresSchema,
    /** What the candidate steered in the simulation, and what of its attributes the simulator knows no effect of. */
    steered: z.array(name),
    left_out: z.array(name),
  }),
  z.strictObject({
    kind: z.literal("none"),
    because: z.enum(["too-little-data", "signals-missing", "nothing-to-steer", "error-too-large"]),
    message: z.string().max(1_000),
    error: fitErrorSchema.nullable(),
  }),
]);
export type Estimate = z.infer<typeof estimateSchema>;

const attributeSchema = z.strictObject({
  name,
  unit: z.string().max(64),
  /** Choices in their order; null for a number. */
  choices: z.array(z.string().max(128)).nullable(),
  /** Bounds of a number; null for a choice. */
  range: z.strictObject({ min: z.number(), max: z.number() }).nullable(),
  /** Share of the moments in which it would have been what it was; numbers within a tenth of their range. */
  agreement: share,
  changes: z.strictObject({ actual: z.int().min(0), would: z.int().min(0) }),
});
export type TriedAttribute = z.infer<typeof attributeSchema>;

const countedSchema = z.array(z.strictObject({ name, share })).max(8);

/** What a Persona would have done on a fleet's own recording. The buyer's alone; it names no weight of the model. */
export const trialReportSchema = z.strictObject({
  schema: z.literal("fleet-persona-trial/1"),
  persona: z.strictObject({ id: z.string(), version: z.int().min(1), digest: z.string().length(64) }),
  host: z.strictObject({ name: z.string(), of: z.int().min(1) }),
  recorded: z.strictObject({
    since: z.number(),
    until: z.number(),
    moments: z.int().min(1),
    /** Time between moments, the median, s. */
    interval_s: z.number(),
    /** Whether the recording held more than is replayed. */
    truncated: z.boolean(),
    /** Inputs of the Persona that this fleet did not record. */
    missing_signals: z.array(name),
  }),
  shadow: z.strictObject({
    /** Over all attributes and moments. */
    agreement: share,
    /** Decisions in which a guard held or clipped something, of all. */
    guard_share: share,
    held_by: countedSchema,
    /** Decisions in which the fallback decided, of all. */
    fallback_share: share,
    fallback_because: countedSchema,
    mean_confidence: share,
    attributes: z.array(attributeSchema).max(64),
  }),
  /** In columns, thinned for charts: what was, and what would have been. */
  series: z.strictObject({
    at: z.array(z.number()),
    request_rate: z.array(figure),
    p95_ms: z.array(figure),
    actual: z.record(name, z.array(value)),
    would: z.record(name, z.array(value)),
  }),
  estimate: estimateSchema,
  seconds: z.number(),
});
export type TrialReport = z.infer<typeof trialReportSchema>;
