import { attributeSchema, inputSignalSchema, manifestSchema, triggerSchema } from "@fleet-persona/persona";
import { z } from "zod";

const share = z.number().min(0).max(1);
const weight = z.number().min(0);
const name = z.string().max(200);
const range = z
  .strictObject({ min: z.number().min(0).max(1e6), max: z.number().min(0).max(1e6) })
  .refine(({ min, max }) => min <= max, "min is above max");

export const scenarioSecondsSchema = z
  .number()
  .positive()
  .max(31 * 86_400);

/** Requests a second over time. */
export const ratePointsSchema = z.array(z.strictObject({ t: z.number(), rate: z.number().min(0).max(1e6) })).min(2);

// What decides how much a simulation takes is checked here; the rest of a fleet is judged by the simulator, in the worker.
const fleetSchema = z.looseObject({
  servers: z
    .array(z.looseObject({ name, size: z.number().positive() }))
    .min(1)
    .max(200),
  classes: z.array(z.looseObject({ name, share })).min(1).max(64),
  catalogue: z.looseObject({ items: z.int().min(1).max(1_000_000) }),
  attributes: z.array(attributeSchema).min(1).max(64),
  retries: z.int().min(0).max(10),
});

const spreadSchema = z
  .strictObject({
    fleet: fleetSchema,
    seconds: scenarioSecondsSchema,
    warmupS: z.number().min(0),
    calm: range,
    peak: range,
    events: z
      .array(z.enum(["flash", "campaign", "shift", "bursts"]))
      .max(16)
      .exactOptional(),
    mostEvents: z.int().min(0).max(100).exactOptional(),
    traces: z
      .array(z.strictObject({ name, points: ratePointsSchema }))
      .max(64)
      .exactOptional(),
    traceShare: share.exactOptional(),
    scale: range.exactOptional(),
    service: range.exactOptional(),
    servers: z
      .strictObject({ min: z.int().min(2), max: z.int().max(200), sizeSpread: share })
      .refine(({ min, max }) => min <= max, "min is above max")
      .exactOptional(),
    faultShare: share.exactOptional(),
  })
  .refine(({ seconds, warmupS }) => seconds > warmupS, "a scenario ends within its warm-up");

/** The `TaskDescription` of packages/learning, but for the fields of a fleet that only the simulator understands. */
export const taskDescriptionSchema = z.strictObject({
  attributes: z.array(attributeSchema).min(1).max(64),
  inputs: z.array(inputSignalSchema).min(1).max(256),
  triggers: z.array(triggerSchema).max(64),
  adaptation: manifestSchema.shape.adaptation,
  reward: z.strictObject({
    breach: weight,
    cost: weight,
    errors: weight,
    latency: weight,
    churn: weight,
    revenue: weight,
  }),
  decisionIntervalS: z.number().min(0.1).max(3_600),
  spread: spreadSchema,
});
