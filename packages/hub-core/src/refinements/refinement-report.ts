import { z } from "zod";

const figure = z.number().nullable();
/** A figure with its 95 % interval; null: nothing to say. */
export const reportIntervalSchema = z.strictObject({ value: figure, low: figure, high: figure });
export type ReportInterval = z.output<typeof reportIntervalSchema>;

const supportSchema = z.strictObject({
  windows: z.int().min(0),
  hosts: z.int().min(0),
  /** Kish's effective number of windows: what the log is worth under that policy. */
  effective: z.number().min(0),
  /** Share of steps whose weight was cut. */
  clipped: z.number().min(0).max(1),
});

/** What a policy would have come to where the log was made, reward a second; or why nobody can say. */
export const offPolicySchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("estimate"),
    value: reportIntervalSchema,
    /** Beyond what the explored policy came to on the same stretches. */
    gain: reportIntervalSchema,
    /** Share of the resamples with a gain. */
    chance: z.number().min(0).max(1),
    estimators: z.record(z.string().max(40), reportIntervalSchema),
    support: supportSchema,
  }),
  z.strictObject({
    kind: z.literal("refused"),
    code: z.string().max(64),
    sentence: z.string().max(1000),
    support: supportSchema,
  }),
]);
export type OffPolicyView = z.output<typeof offPolicySchema>;

/** Where a dataset comes from. Tenants and hosts are names that nothing leads back from; times are ms since 1970. */
export const provenanceSchema = z.strictObject({
  experiments: z.array(z.guid()).max(64),
  tenants: z.array(z.string().max(80)).max(1000),
  hosts: z.int().min(0),
  personas: z
    .array(z.strictObject({ id: z.string().max(160), version: z.int().min(1), digest: z.string().length(64) }))
    .max(64),
  episodes: z.int().min(0),
  steps: z.int().min(0),
  from: z.number(),
  to: z.number(),
});
export type DatasetProvenance = z.output<typeof provenanceSchema>;

/** Everything that came out of a refinement but the files. */
export const refinementReportSchema = z.strictObject({
  schema: z.literal("fleet-persona-refinement/1"),
  parent: z.strictObject({ id: z.string().max(160), version: z.int().min(1), digest: z.string().length(64) }),
  /** Ms between two draws of the log, and what a second was worth. */
  dataset: z.strictObject({ everyMs: z.int().min(1), reward: z.record(z.string().max(32), z.number()) }),
  evaluation: z.strictObject({ parent: offPolicySchema, candidate: offPolicySchema }),
  change: z.strictObject({
    /** Mean Kullback-Leibler divergence from the parent over the logged situations, nats a step; null where it has none. */
    divergence: figure,
    attributes: z
      .array(
        z.strictObject({
          name: z.string().max(128),
          /** Share of the logged situations in which its best word is another one; of a number, by more than a twentieth of its range. */
          differs: z.number().min(0).max(1),
          /** Where the best word lies on average, on the unit interval; null for choices. */
          from: figure,
          to: figure,
        }),
      )
      .max(64),
    /** Adaptation settings that are others than the parent's. */
    settings: z.array(z.strictObject({ name: z.string().max(64), from: z.number(), to: z.number() })).max(32),
  }),
  training: z.strictObject({
    algorithm: z.string().max(80),
    epochs: z.int().min(0),
    curve: z.array(z.strictObject({ epoch: z.int().min(0), loss: z.number() })).max(2000),
  }),
  seconds: z.number().min(0),
});
export type RefinementReport = z.output<typeof refinementReportSchema>;
