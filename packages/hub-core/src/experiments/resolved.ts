import { settingsOverridesSchema } from "@fleet-persona/protocol";
import { z } from "zod";
import { listingIdSchema, personaVersionIdSchema } from "../ids.ts";

const range = z.strictObject({ kind: z.literal("range"), min: z.number(), max: z.number() });
const choices = z.strictObject({
  kind: z.literal("choices"),
  allowed: z.array(z.union([z.string(), z.boolean()])),
});

/** What an arm came to mean when the experiment started. */
export const resolvedArmSchema = z.strictObject({
  personaVersionId: personaVersionIdSchema,
  listingId: listingIdSchema,
  personaId: z.string(),
  version: z.int(),
  digest: z.string(),
  signedBy: z.array(z.string()),
  mode: z.enum(["shadow", "active"]),
  /** Over the Persona's own and the fleet's. */
  settings: settingsOverridesSchema,
  /** What the review allows it, within what the fleet's document allows. */
  bounds: z.record(z.string(), z.discriminatedUnion("kind", [range, choices])),
});
export type ResolvedArm = z.output<typeof resolvedArmSchema>;

/** All arms, and what was in charge of the fleet before: where everybody goes back to. */
export const resolvedSchema = z.strictObject({
  arms: z.record(z.string(), resolvedArmSchema),
  before: z.strictObject({
    personaVersionId: personaVersionIdSchema.nullable(),
    mode: z.enum(["shadow", "active"]).nullable(),
    /** The document that stood, as JSON; null: nobody had said anything yet. */
    document: z.unknown(),
  }),
});
export type Resolved = z.output<typeof resolvedSchema>;

const settingWords: Readonly<Record<string, string>> = {
  confidenceFloor: "the least confidence to act on",
  adjustmentFactor: "the adjustment factor",
  riskTolerance: "the risk tolerance",
  deadband: "the deadband",
  cooldownMs: "the cooldowns",
  fallback: "the fallback",
  stabilisationMs: "the stabilisation",
  yieldMs: "how long other hands are left alone",
  guardrail: "the outcome guardrail",
} satisfies Record<Exclude<keyof ResolvedArm["settings"], "decider">, string>;

/** What an arm runs, in words. */
export function sayArm({ personaId, version, mode, settings }: ResolvedArm): string {
  const { decider, ...others } = settings;
  const asked = decider === "fallback" ? `the ${settings.fallback ?? "declared"} fallback of ` : "";
  const changed = Object.keys(others).filter((name) => decider === undefined || name !== "fallback");
  const differing =
    changed.length === 0 ? "" : ` with ${changed.map((name) => settingWords[name] ?? name).join(", ")} changed`;
  return `${asked}${personaId} version ${version}, ${mode}${differing}`;
}
