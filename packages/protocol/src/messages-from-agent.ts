import { z } from "zod";
import { experimentStatusSchema } from "./experiment.ts";
import { MAX_EPOCH, MAX_UINT48 } from "./frame.ts";
import { fleetValuesSchema, leadSchema } from "./leadership.ts";
import { MAX_DICTIONARY_SIGNALS } from "./limits.ts";
import { revocationStatusSchema } from "./revocation.ts";

const text = z.string().max(500);
const name = z.string().min(1).max(128);
const version = z.int().positive();
const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** The first message of a session. Its shape never changes between versions: it is what versions are agreed with. */
const helloSchema = z.strictObject({
  type: z.literal("hello"),
  protocol: z.strictObject({ min: z.int().positive(), max: z.int().positive() }),
  agentVersion: z.string().min(1).max(64),
  tenantId: z.guid(),
  hostId: z.guid(),
  capabilities: z.strictObject({
    targets: z.array(z.strictObject({ name, version: z.string().max(64) })).max(64),
    attributes: z.array(name).max(256),
  }),
  time: z.int().nonnegative(),
});

/** The answer to `challenge`: an Ed25519 signature (64 bytes, base64) over `challengeBytes`. */
const proveSchema = z.strictObject({ type: z.literal("prove"), signature: z.base64().length(88) });

/** Names the samples of the metric frames that carry `id`. Within one epoch an id never changes its meaning. */
export const dictionarySchema = z.strictObject({
  type: z.literal("dictionary"),
  epoch: z.int().nonnegative().max(MAX_EPOCH),
  id: z.int().nonnegative().max(0xffff),
  signals: z
    .array(z.strictObject({ name, unit: z.string().max(32) }))
    .min(1)
    .max(MAX_DICTIONARY_SIGNALS),
});

/** How the agent is now. Not numbered: only the newest matters. */
export const statusSchema = z.strictObject({
  type: z.literal("status"),
  persona: z
    .strictObject({
      id: name,
      version,
      digest,
      state: z.enum([
        "offered",
        "fetched",
        "verified",
        "shadow",
        "canary",
        "active",
        "committed",
        "rolled-back",
        "failed",
      ]),
      code: z.string().max(64).nullable(),
      message: text.nullable(),
    })
    .nullable(),
  mode: z.enum(["off", "shadow", "canary", "active"]),
  paused: z.boolean(),
  config: z.record(name, z.union([z.number(), z.string().max(128), z.boolean()])),
  health: z.strictObject({
    fallback: z.string().max(200).nullable(),
    targets: z.array(z.strictObject({ name, state: z.enum(["connected", "lost"]), message: text.nullable() })).max(64),
    outbox: z.strictObject({ frames: z.int().nonnegative(), bytes: z.int().nonnegative() }),
    process: z.strictObject({
      rssMb: z.number().nonnegative(),
      cpuShare: z.number().nonnegative(),
      decisionP99Ms: z.number().nonnegative().nullable(),
      uptimeS: z.number().nonnegative(),
    }),
  }),
  /** While what it runs is revoked. Since version 3. */
  revocation: revocationStatusSchema.nullable().optional(),
  /** While the assignment in force is an experiment's. Since version 4. */
  experiment: experimentStatusSchema.nullable().optional(),
});

/** Frames `fromSeq`..`toSeq` were dropped by the agent over its caps. Acked like a frame, and kept as an event. */
const gapSchema = z
  .strictObject({
    type: z.literal("gap"),
    epoch: z.int().nonnegative().max(MAX_EPOCH),
    fromSeq: z.int().positive().max(MAX_UINT48),
    toSeq: z.int().positive().max(MAX_UINT48),
    at: z.int().nonnegative().max(MAX_UINT48),
  })
  .refine((gap) => gap.fromSeq <= gap.toSeq, "a gap ends after it starts");

/** Every control message an agent sends. */
export const agentMessageSchema = z.discriminatedUnion("type", [
  helloSchema,
  proveSchema,
  dictionarySchema,
  statusSchema,
  gapSchema,
  leadSchema,
  fleetValuesSchema,
]);

/** Every control message an agent sends. */
export type AgentMessage = z.infer<typeof agentMessageSchema>;
/** `hello`. */
export type Hello = z.infer<typeof helloSchema>;
/** `dictionary`. */
export type Dictionary = z.infer<typeof dictionarySchema>;
/** `status`. */
export type HostStatus = z.infer<typeof statusSchema>;
/** `gap`. */
export type Gap = z.infer<typeof gapSchema>;
