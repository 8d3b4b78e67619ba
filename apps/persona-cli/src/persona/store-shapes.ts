import { z } from "zod";

const verdict = z.enum(["passed", "quarantined", "rejected"]);

/** Where a version stands with the gate, as far as the commands say it. */
export const gateStateSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("pending") }),
  z.object({ kind: z.literal("failed"), failure: z.string() }),
  z.object({
    kind: z.literal("judged"),
    verdict,
    reasons: z.array(z.object({ severity: z.string(), code: z.string(), message: z.string() })),
    confidence: z.number(),
  }),
]);
export type GateState = z.output<typeof gateStateSchema>;

/** How far a run of the gate is. */
export const gateProgressSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("queued"), ahead: z.number(), running: z.number() }),
  z.object({ kind: z.literal("running"), step: z.string().nullable(), done: z.number(), total: z.number() }),
  z.object({ kind: z.literal("ended"), state: gateStateSchema }),
]);
export type GateProgress = z.output<typeof gateProgressSchema>;

const price = z.looseObject({
  kind: z.string(),
  amountMinor: z.number().optional(),
  currency: z.string().optional(),
  every: z.string().optional(),
});
export type Price = z.output<typeof price>;

const notices = z.array(z.object({ kind: z.string(), reason: z.string(), successor: z.number().nullable() }));

/** A page of results. */
export const foundSchema = z.object({
  rows: z.array(
    z.object({
      personaId: z.string(),
      title: z.string(),
      summary: z.string(),
      latestVersion: z.number(),
      price,
      grade: z.string(),
      licence: z.string(),
      rating: z.object({ votes: z.number(), mean: z.number(), lower: z.number() }).nullable(),
      agents: z.number(),
    }),
  ),
  total: z.number(),
  more: z.boolean(),
  meant: z.string().nullable(),
});
export type Found = z.output<typeof foundSchema>;

/** A listing. */
export const listingSchema = z.object({
  personaId: z.string(),
  publisherName: z.string(),
  title: z.string(),
  summary: z.string(),
  price,
  latestVersion: z.number(),
  manifest: z.looseObject({ licence: z.string() }),
  publisherKeys: z.array(z.object({ fingerprint: z.string() })),
  versions: z.array(
    z.object({
      version: z.number(),
      digest: z.string(),
      state: z.string(),
      notices,
      gate: gateStateSchema,
      publishedAt: z.number(),
    }),
  ),
  advisories: z.array(z.object({ severity: z.string(), title: z.string(), affected: z.array(z.number()) })),
});
export type Listing = z.output<typeof listingSchema>;

/** One version with its files. */
export const versionSchema = z.object({
  personaId: z.string(),
  version: z.number(),
  digest: z.string(),
  signedBy: z.array(z.string()),
  state: z.string(),
  notices,
  gate: gateStateSchema,
  files: z.array(z.object({ name: z.string(), bytes: z.number().nullable(), sha256: z.string() })),
  publishedAt: z.number(),
});
export type Version = z.output<typeof versionSchema>;
