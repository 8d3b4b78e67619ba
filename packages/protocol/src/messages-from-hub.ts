import { z } from "zod";
import { FRAME_REFUSAL_CODES, SESSION_ERROR_CODES } from "./codes.ts";
import { contextSchema } from "./context.ts";
import { controlSchema, guardrailSchema, pacesSchema } from "./control.ts";
import { experimentSchema } from "./experiment.ts";
import { MAX_EPOCH, MAX_UINT48 } from "./frame.ts";
import { leadershipSchema, leaseSchema } from "./leadership.ts";
import { MAX_REVOCATIONS, revocationSchema } from "./revocation.ts";

const position = z.strictObject({
  epoch: z.int().nonnegative().max(MAX_EPOCH),
  seq: z.int().nonnegative().max(MAX_UINT48),
});

/** Names the version both sides use from here on, and 32 random bytes (base64) to sign. */
const challengeSchema = z.strictObject({
  type: z.literal("challenge"),
  protocol: z.int().positive(),
  nonce: z.base64().length(44),
});

/** The session is open. `sessionToken` opens `/bundles`; frames up to `resumeAfter` are committed already. */
const welcomeSchema = z.strictObject({
  type: z.literal("welcome"),
  sessionId: z.string().min(1).max(64),
  sessionToken: z.string().min(1).max(256),
  leaseEpoch: z.int().nonnegative(),
  creditWindow: z.int().positive(),
  resumeAfter: position.nullable(),
});

/** Everything up to and including `upTo` of `epoch` is committed, but for the refused frames, which never will be. */
const ackSchema = z.strictObject({
  type: z.literal("ack"),
  epoch: z.int().nonnegative().max(MAX_EPOCH),
  upTo: z.int().positive().max(MAX_UINT48),
  refused: z.array(z.strictObject({ seq: z.int().positive().max(MAX_UINT48), code: z.enum(FRAME_REFUSAL_CODES) })),
});

const attributeBounds = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("range"), min: z.number(), max: z.number() }),
  z.strictObject({ kind: z.literal("choices"), allowed: z.array(z.union([z.string(), z.boolean()])) }),
]);

/** What a tenant changed in the settings a Persona brings; absent means the Persona's own. */
export const settingsOverridesSchema = z
  .strictObject({
    confidenceFloor: z.number().min(0).max(1),
    adjustmentFactor: z.number().nonnegative(),
    riskTolerance: z.number().min(0).max(1),
    deadband: z.number().min(0).max(1),
    cooldownMs: pacesSchema,
    fallback: z.enum(["reactive", "hold", "safe"]),
    // Since version 2.
    stabilisationMs: pacesSchema,
    yieldMs: z.number().nonnegative(),
    guardrail: guardrailSchema.nullable(),
    // Since version 4. `fallback`: the policy is not asked.
    decider: z.enum(["policy", "fallback"]),
  })
  .partial();

/** The Persona a host should run, who may have signed it, and how far it may go. */
export const assignmentSchema = z.strictObject({
  assignmentId: z.guid(),
  personaId: z.string().min(1).max(256),
  version: z.int().positive(),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  publisherKeys: z
    .array(z.strictObject({ fingerprint: z.string().min(1), publicKey: z.base64().length(44) }))
    .min(1)
    .max(16),
  mode: z.enum(["off", "shadow", "canary", "active"]),
  settings: settingsOverridesSchema,
  bounds: z.record(z.string(), attributeBounds),
  /** Absent outside experiments. Since version 4. */
  experiment: experimentSchema.optional(),
});

/**
 * What the host should converge to. `revision` rises; an older one is ignored. `pausedUntil` is ms since 1970.
 * `control` and `leadership` come with version 2; `paused` then repeats the pause of everything for version 1. `revocations` come
 * with version 3: the revoked ones among the versions that this fleet runs or ever ran.
 */
export const stateSchema = z.strictObject({
  type: z.literal("state"),
  fleetId: z.guid(),
  revision: z.int().nonnegative(),
  paused: z.boolean(),
  pausedUntil: z.int().nonnegative().nullable(),
  assignment: assignmentSchema.nullable(),
  control: controlSchema.optional(),
  leadership: leadershipSchema.optional(),
  revocations: z.array(revocationSchema).max(MAX_REVOCATIONS).optional(),
});

/** The last message before the hub closes the session. */
const errorSchema = z.strictObject({
  type: z.literal("error"),
  code: z.enum(SESSION_ERROR_CODES),
  message: z.string(),
});

/** Every control message a hub sends. */
export const hubMessageSchema = z.discriminatedUnion("type", [
  challengeSchema,
  welcomeSchema,
  ackSchema,
  stateSchema,
  contextSchema,
  leaseSchema,
  errorSchema,
]);

/** Every control message a hub sends. */
export type HubMessage = z.infer<typeof hubMessageSchema>;
/** `welcome`. */
export type Welcome = z.infer<typeof welcomeSchema>;
/** `ack`. */
export type Ack = z.infer<typeof ackSchema>;
/** `state`. */
export type FleetState = z.infer<typeof stateSchema>;
/** The assignment inside `state`. */
export type Assignment = z.infer<typeof assignmentSchema>;
/** The settings inside an assignment. */
export type SettingsOverrides = z.infer<typeof settingsOverridesSchema>;
