import { z } from "zod";
import { attributeNameSchema, attributeSchema, attributeValueSchema, signalNameSchema } from "./attribute.ts";
import { manifestFaults } from "./manifest-faults.ts";

/** Largest persona.json anyone signs or reads, in bytes. */
export const MANIFEST_LIMIT = 256 * 1024;

const slug = "[a-z0-9]+(?:-[a-z0-9]+)*";
const text = (limit: number) => z.string().min(1).max(limit);
const seconds = z.number().min(0).max(604_800);
const unitInterval = z.number().min(0).max(1);
const wholeNumber = z.number().int().min(0);

/** `publisher/name`, both slugs. */
export const personaIdSchema = z
  .string()
  .max(96)
  .regex(new RegExp(`^${slug}/${slug}$`), "must be publisher/name");

/** Files a bundle carries beside `persona.json` and `envelope.json`, no more and no fewer. */
export const BUNDLE_CONTENT = ["policy.onnx", "card.md", "evidence.json"] as const;
export type BundleContentName = (typeof BUNDLE_CONTENT)[number];

/** One input of the policy: its meaning, how old it may be, and how it was distributed in training (declared unit). */
export const inputSignalSchema = z.strictObject({
  name: signalNameSchema,
  family: z.enum(["performance", "behaviour", "business", "external", "intent"]),
  unit: z.string().max(32),
  window_s: seconds,
  staleness_s: seconds,
  required: z.boolean(),
  distribution: z.strictObject({
    mean: z.number(),
    standard_deviation: z.number().min(0),
    p01: z.number(),
    p99: z.number(),
  }),
});
export type InputSignal = z.infer<typeof inputSignalSchema>;

/** A rule that overrides or wakes the policy while its condition has held for `for_s`. */
export const triggerSchema = z.strictObject({
  name: text(64),
  when: z.strictObject({
    signal: signalNameSchema,
    comparison: z.enum([">", ">=", "<", "<="]),
    threshold: z.number(),
    for_s: seconds,
    hysteresis: z.number().min(0),
  }),
  // oxlint-disable-next-line unicorn/no-thenable -- DESIGN's own word (when / then); a trigger is never awaited
  then: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("pin"), attribute: attributeNameSchema, value: attributeValueSchema }),
    z.strictObject({ kind: z.literal("narrow"), attribute: attributeNameSchema, min: z.number(), max: z.number() }),
    z.strictObject({ kind: z.literal("safe") }),
    z.strictObject({ kind: z.literal("decide") }),
  ]),
});
export type Trigger = z.infer<typeof triggerSchema>;

const adaptationSchema = z.strictObject({
  adjustment_factor: z.number().min(0).max(10),
  risk_tolerance: unitInterval,
  deadband: unitInterval,
  cooldown_s: z.strictObject({ grow: seconds, shrink: seconds }),
});

const policySchema = z.strictObject({
  file: z.literal("policy.onnx"),
  opset: z.number().int().min(13).max(21),
  inputs: z.strictObject({
    signals: z.array(inputSignalSchema).min(1).max(256),
    config: z.array(attributeNameSchema).max(64),
  }),
  outputs: z.array(attributeNameSchema).min(1).max(64),
});

const fileSchema = z.strictObject({
  name: z.enum(BUNDLE_CONTENT),
  bytes: wholeNumber.max(64 * 1024 * 1024),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hex digits"),
});

/** `persona.json`. Unknown fields are refused everywhere, and every reference inside must resolve. */
export const manifestSchema = z
  .strictObject({
    schema: z.literal("fleet-persona/1"),
    id: personaIdSchema,
    name: text(80),
    version: z.number().int().min(1),
    creation_date: z.iso.date(),
    author: z.strictObject({ name: text(80), url: z.httpUrl().max(256).exactOptional() }),
    tags: z
      .array(
        z
          .string()
          .max(32)
          .regex(new RegExp(`^${slug}$`)),
      )
      .max(16),
    summary: text(280),
    licence: text(64),
    changelog: z
      .array(z.strictObject({ kind: z.enum(["added", "changed", "fixed", "removed", "security"]), text: text(500) }))
      .max(64),
    input_data_sources: z.array(text(200)).max(32),
    attributes: z.array(attributeSchema).min(1).max(64),
    optimal_config: z.record(attributeNameSchema, attributeValueSchema),
    triggers: z.array(triggerSchema).max(64),
    confidence_score: unitInterval,
    adaptation: adaptationSchema,
    policy: policySchema,
    files: z.array(fileSchema).length(BUNDLE_CONTENT.length),
    training: z.strictObject({
      algorithm: text(80),
      environment: text(200),
      steps: wholeNumber,
      seeds: z.array(wholeNumber).max(256),
      generation: wholeNumber,
      parents: z.array(text(160)).max(64),
      /** Ids of the experiments whose journals it was refined from and whose verdicts justify it. */
      experiments: z.array(z.guid()).max(64).exactOptional(),
      /** What it was refined from: the dataset's version (SHA-256 of its content) and its size. */
      dataset: z
        .strictObject({
          version: z.string().regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hex digits"),
          episodes: wholeNumber,
          steps: wholeNumber,
        })
        .exactOptional(),
    }),
    requires: z.strictObject({
      engine: z.number().int().min(1),
      signals: z.array(signalNameSchema).max(256),
      attributes: z.array(attributeNameSchema).max(64),
    }),
  })
  .superRefine((manifest, context) => {
    for (const { path, message } of manifestFaults(manifest)) context.addIssue({ code: "custom", path, message });
  });
export type Manifest = z.infer<typeof manifestSchema>;
