import { z } from "zod";
import { instant, listOf, named, sha256 } from "./parts.ts";

const summary = {
  refinementId: z.string(),
  listingId: z.string(),
  personaId: z.string(),
  title: z.string(),
  parentVersionId: z.string(),
  parentVersion: z.int(),
  method: z.enum(["ppo", "dqn", "evolution"]),
  seed: z.int(),
  settings: z.looseObject({}),
  state: z.enum(["queued", "running", "ready", "published", "failed"]),
  doing: z.string().nullable(),
  experiments: listOf(z.string()),
  requestedBy: z.string(),
  requestedAt: instant,
  endedAt: instant.nullable(),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  datasetVersion: z.string().nullable(),
  publishedVersion: z.int().nullable(),
};

/** A refinement with what came of it. */
export const refinementSchema = named(
  "Refinement",
  "A refinement with its report and the candidate's files.",
  z.object({
    ...summary,
    provenance: z.looseObject({}).nullable(),
    report: z.looseObject({}).nullable(),
    files: listOf(z.object({ name: z.string(), bytes: z.int(), sha256 })),
  }),
);

export const refinementListSchema = z.object({
  refinements: listOf(named("RefinementSummary", "A refinement as a list shows it.", z.object(summary))),
  material: z
    .object({
      fleets: z.int(),
      tenants: z.int(),
      experiments: listOf(
        z.object({
          experimentId: z.string(),
          alias: z.string(),
          own: z.boolean(),
          endedAt: instant,
          seconds: z.number(),
          hosts: z.int(),
          exploreEveryS: z.number(),
          versions: listOf(z.int()),
        }),
      ),
    })
    .optional()
    .meta({ description: "what a named Persona may be learned from" }),
});
