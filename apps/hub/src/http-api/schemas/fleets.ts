import { fleetConfigSchema } from "@fleet-persona/fleet-config";
import { z } from "zod";
import { instant, listOf, named } from "./parts.ts";

export const fleetListSchema = z.object({
  fleets: listOf(
    named(
      "Fleet",
      "A fleet of the token's tenant.",
      z.object({
        slug: z.string(),
        name: z.string(),
        configVersion: z.int().meta({ description: "version of the state document that stands" }),
        hosts: z.int().meta({ description: "enrolled hosts, reachable or not" }),
      }),
    ),
  ),
});

const change = named(
  "FleetChange",
  "One change of a state document.",
  z.object({
    kind: z.string(),
    path: z.string(),
    before: z.unknown(),
    after: z.unknown(),
    sentence: z.string().meta({ description: "the change as a person would say it" }),
  }),
);

/** The document itself; `docs/fleet-yaml.md` explains every field. */
export const fleetDocumentSchema = named(
  "FleetDocument",
  "The declared state of a fleet (fleet-persona/fleet/1).",
  fleetConfigSchema.clone(),
);

export const configExportSchema = named(
  "FleetConfigExport",
  "The document that stands, and what hosts last reported.",
  z.object({
    version: z.int(),
    config: z.record(z.string(), z.unknown()).meta({ description: "the state document" }),
    changedBy: z.string().nullable(),
    changedAt: instant.nullable(),
    now: z.record(
      z.string(),
      listOf(
        z.object({ hostId: z.string(), hostName: z.string(), value: z.union([z.number(), z.string(), z.boolean()]) }),
      ),
    ),
  }),
);

export const configPlanSchema = z.object({
  baseVersion: z.int(),
  changes: listOf(change),
  refusals: listOf(z.object({ code: z.string(), path: z.string(), message: z.string() })),
});

export const configAppliedSchema = z.object({
  version: z.int(),
  note: z.string(),
  changedBy: z.string().nullable(),
  changedAt: instant.nullable(),
  changes: listOf(change),
});
