import { gateReportSchema } from "@fleet-persona/persona";
import { z } from "zod";
import { instant, interval, listOf, named, sha256 } from "./parts.ts";
import { advisorySchema, versionState } from "./personas.ts";

const every = z.enum(["month", "year"]);
const money = { amountMinor: z.int().meta({ description: "in the currency's smallest unit" }), currency: z.string() };

/** What a Persona costs. */
export const price = named(
  "Price",
  "What a Persona costs.",
  z.union([
    z.object({ kind: z.literal("free") }),
    z.object({ kind: z.literal("one-off"), ...money }),
    z.object({ kind: z.literal("subscription"), ...money, every }),
    z.object({ kind: z.literal("per-agent"), ...money, every }),
  ]),
);

const offer = z.object({ version: z.int(), personaVersionId: z.string() }).nullable();

const summary = {
  listingId: z.string(),
  personaId: z.string().meta({ description: "`publisher/name`" }),
  publisher: z.string(),
  publisherName: z.string(),
  name: z.string(),
  title: z.string(),
  summary: z.string(),
  tags: listOf(z.string()),
  price,
  trialDays: z.int().nullable(),
  latestVersion: z.int(),
  latestVersionId: z.string(),
  latestState: z.object(versionState),
  offer: offer.meta({ description: "the version that fleets are led to" }),
  claimedConfidence: z.number().meta({ description: "the author's claim, 0 to 1" }),
  updatedAt: instant,
};

/** Where a version stands with the gate. */
export const gateState = named(
  "GateState",
  "Where a version stands with the gate.",
  z.union([
    z.object({ kind: z.literal("pending") }),
    z.object({ kind: z.literal("failed"), failure: z.string() }),
    z.object({
      kind: z.literal("judged"),
      verdict: z.enum(["passed", "quarantined", "rejected"]),
      reasons: listOf(z.object({ severity: z.string(), code: z.string(), message: z.string() })),
      confidence: z.number(),
      rulesVersion: z.int(),
      finishedAt: instant,
      runsAgain: z.boolean(),
    }),
  ]),
);

const changelog = listOf(
  z.object({ kind: z.enum(["added", "changed", "fixed", "removed", "security"]), text: z.string() }),
);

const version = named(
  "Version",
  "One version of a Persona.",
  z.object({
    personaVersionId: z.string(),
    version: z.int(),
    digest: sha256,
    signedBy: listOf(z.string()).meta({ description: "fingerprints of the keys that signed" }),
    changelog,
    gate: gateState,
    publishedAt: instant,
    ...versionState,
  }),
);

const manifest = z
  .looseObject({ schema: z.string(), id: z.string(), version: z.int() })
  .meta({ description: "persona.json" });

export const listingSchema = named(
  "Listing",
  "A Persona as the store shows it: the latest version in full, the others as history.",
  z.looseObject({
    ...summary,
    card: z.string().meta({ description: "the model card, Markdown of the author's" }),
    manifest,
    digest: sha256,
    signedBy: listOf(z.string()),
    publisherKeys: listOf(z.object({ fingerprint: z.string(), registeredAt: instant })),
    versions: listOf(version),
    advisories: listOf(advisorySchema),
  }),
);

export const versionsSchema = z.object({ versions: listOf(version) });
export const advisoriesSchema = z.object({ advisories: listOf(advisorySchema) });

const file = z.object({ name: z.string(), bytes: z.int().nullable(), sha256 });

export const publishedVersionSchema = named(
  "PublishedVersion",
  "One version with everything that was published with it but its weights.",
  z.object({
    personaVersionId: z.string(),
    personaId: z.string(),
    publisherName: z.string(),
    version: z.int(),
    digest: sha256,
    signedBy: listOf(z.string()),
    publishedAt: instant,
    gate: gateState,
    manifest,
    card: z.string(),
    files: listOf(file),
    ...versionState,
  }),
);

export const filesSchema = z.object({
  personaId: z.string(),
  version: z.int(),
  digest: sha256,
  signedBy: listOf(z.string()),
  files: listOf(file),
});

export const evidenceSchema = named(
  "Evidence",
  "What the author claims, and what the gate found when it repeated it.",
  z.object({
    personaId: z.string(),
    version: z.int(),
    digest: sha256,
    claimed: z.unknown().meta({ description: "evidence.json, as the author wrote it" }),
    gate: gateReportSchema.nullable().meta({ description: "the gate's own report; null before it judged" }),
  }),
);

/** What a tenant told everybody. */
export const measured = named(
  "MeasuredEffect",
  "What a tenant's own enrolled agents reported in an experiment.",
  z.looseObject({
    effectId: z.string(),
    version: z.int(),
    label: z.string(),
    metric: z.object({ title: z.string(), unit: z.string(), better: z.enum(["lower", "higher"]) }),
    verdict: z.string(),
    absolute: interval,
    relative: interval.nullable(),
    comparedWith: z.string(),
    design: z.enum(["hosts", "switchback"]),
    units: z.int(),
    measuredS: z.number(),
    publishedAt: instant,
  }),
);

const row = named(
  "StoreRow",
  "A result of a search.",
  z.looseObject({
    ...summary,
    grade: z.enum(["passed", "passed-with-remarks", "pending", "rejected"]),
    licence: z.string(),
    targets: listOf(z.string()),
    rating: z.object({ votes: z.int(), mean: z.number(), lower: z.number() }).nullable(),
    agents: z.int().meta({ description: "distinct enrolled agents that ran it" }),
    sellerDomain: z.string().nullable(),
    points: listOf(
      z.looseObject({
        arm: z.string(),
        source: z.enum(["claimed", "gate"]),
        coreSeconds: z.number(),
        breachSeconds: z.number(),
      }),
    ),
    measured: measured.nullable(),
  }),
);

export const storePageSchema = named(
  "StorePage",
  "A page of results, with the facets they can be narrowed by.",
  z.looseObject({
    rows: listOf(row),
    total: z.int().meta({ description: "exact up to 2,000" }),
    more: z.boolean().meta({ description: "there are more than are counted" }),
    facets: z.record(z.string(), listOf(z.object({ value: z.string(), count: z.int() }))),
    facetsExact: z.boolean(),
    meant: z.string().nullable().meta({ description: "the query that was answered instead, where nothing matched" }),
  }),
);

export const effectsSchema = z.object({ effects: listOf(measured) });

export const sellerSchema = named(
  "Publisher",
  "Who signs Personas, as buyers see it.",
  z.looseObject({
    slug: z.string(),
    displayName: z.string(),
    since: instant,
    keys: listOf(z.object({ fingerprint: z.string(), registeredAt: instant })),
  }),
);
