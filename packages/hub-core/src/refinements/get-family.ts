import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, or } from "drizzle-orm";
import { z } from "zod";
import { readGateStates } from "../gate/read-gate.ts";
import { versionId } from "../gate/gate-run.ts";
import { notFound } from "../hub-error.ts";
import { slugSchema } from "../ids.ts";
import type { PersonaVersionId, TenantId } from "../ids.ts";
import type { VersionState } from "../lifecycle/version-state.ts";
import { offered, readVersionStates } from "../lifecycle/read-version-states.ts";
import { defineQuery } from "../use-case/define.ts";
import { readFamilyEffects } from "./family-effects.ts";
import type { FamilyEffect } from "./family-effects.ts";
import { addressOf, readKin } from "./kin.ts";
import type { KinRow } from "./kin.ts";

/** A version among its kin. */
export type FamilyVersion = {
  readonly personaVersionId: PersonaVersionId;
  readonly personaId: string;
  readonly title: string;
  readonly version: number;
  /** Whether it is of the listing that was asked for, and not of another one it descends from or that descends from it. */
  readonly own: boolean;
  readonly generation: number;
  readonly algorithm: string;
  /** Addresses (`publisher/name@version`) of its parents that this hub has. */
  readonly parents: readonly string[];
  /** What else it says of where it comes from. */
  readonly otherParents: readonly string[];
  readonly verdict: "passed" | "quarantined" | "rejected" | "pending" | "failed";
  readonly state: VersionState["state"];
  readonly publishedAt: number;
  /** The experiments it says justify it; `mine`: of the asking tenant, which can open them. */
  readonly experiments: readonly { readonly experimentId: string; readonly mine: boolean }[];
  readonly dataset: { readonly version: string; readonly steps: number } | null;
  /** What is said of it beside its parent, and by whom. */
  readonly effects: readonly FamilyEffect[];
};

/** A Persona's versions and their kin, oldest first. */
export type FamilyView = {
  readonly personaId: string;
  readonly title: string;
  readonly versions: readonly FamilyVersion[];
};

const familyAddressSchema = z.strictObject({ publisher: slugSchema, name: z.string().min(1).max(96) });
type FamilyAddress = z.output<typeof familyAddressSchema>;

/** The versions of a listing with what they descend from and what descends from them, over all listings that the tenant sees. */
export const getFamily = defineQuery({
  name: "getFamily",
  scope: "viewer",
  input: familyAddressSchema,
  run: ({ tx, actor }, address): Promise<FamilyView> => readFamily(tx, address, actor.tenantId),
});

/** The same for anybody: over what is listed, with what tenants published and authors estimated. */
export const getPublicFamily = defineQuery({
  name: "getPublicFamily",
  scope: "public",
  input: familyAddressSchema,
  run: ({ tx }, address): Promise<FamilyView> => readFamily(tx, address, null),
});

async function readFamily(tx: Tx, { publisher, name }: FamilyAddress, tenantId: TenantId | null): Promise<FamilyView> {
  const { listings } = tables;
  const [listing] = await tx
    .select({ id: listings.id, title: listings.title })
    .from(listings)
    .where(and(eq(listings.publisherSlug, publisher), eq(listings.name, name)));
  if (listing === undefined) throw notFound("Persona");
  const personaId = `${publisher}/${name}`;
  const rows = await readKin(tx, personaId);
  const ids = rows.map(({ id }) => id);
  const gates = await readGateStates(tx, ids.map(versionId));
  const states = await readVersionStates(tx, ids);
  const effects = await readFamilyEffects(tx, tenantId, rows);
  const mine = tenantId === null ? new Set<string>() : await readMine(tx, tenantId, rows);
  const known = new Set(rows.map(addressOf));
  const versions = rows.map((row): FamilyVersion => {
    const { training } = row.manifest;
    const gate = gates.get(versionId(row.id)) ?? { kind: "pending" as const };
    return {
      personaVersionId: versionId(row.id),
      personaId: row.personaId,
      title: row.manifest.name,
      version: row.version,
      own: row.personaId === personaId,
      generation: training.generation,
      algorithm: training.algorithm,
      parents: training.parents.filter((parent) => known.has(parent)),
      otherParents: training.parents.filter((parent) => !known.has(parent)),
      verdict: gate.kind === "judged" ? gate.verdict : gate.kind,
      state: (states.get(row.id) ?? offered).state,
      publishedAt: row.publishedAt.getTime(),
      experiments: (training.experiments ?? []).map((experimentId) => ({
        experimentId,
        mine: mine.has(experimentId),
      })),
      dataset:
        training.dataset === undefined ? null : { version: training.dataset.version, steps: training.dataset.steps },
      effects: effects.get(row.id) ?? [],
    };
  });
  return { personaId, title: listing.title, versions };
}

/** Of the experiments that versions name, those of the asking tenant. */
async function readMine(tx: Tx, tenantId: string, rows: readonly KinRow[]): Promise<ReadonlySet<string>> {
  const named = [...new Set(rows.flatMap(({ manifest }) => manifest.training.experiments ?? []))];
  if (named.length === 0) return new Set();
  const { experiments } = tables;
  const found = await tx
    .select({ id: experiments.id })
    .from(experiments)
    .where(and(eq(experiments.tenantId, tenantId), or(...named.map((id) => eq(experiments.id, id)))));
  return new Set(found.map(({ id }) => id));
}
