import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "../hub-error.ts";
import { fleetIdSchema, listingIdSchema } from "../ids.ts";
import type { TenantId } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { learningConsentIdSchema } from "./learning-consent.ts";
import type { LearningConsentId, LearningConsentView, LearningUseView } from "./learning-consent.ts";

/** What the tenant agreed to or took back, newest first, with the datasets that came of it. */
export const listLearningConsents = defineQuery({
  name: "listLearningConsents",
  scope: "viewer",
  input: z.strictObject({ fleetId: fleetIdSchema.optional(), listingId: listingIdSchema.optional() }),
  run: ({ tx, actor }, { fleetId, listingId }): Promise<readonly LearningConsentView[]> => {
    const { learningConsents: consents } = tables;
    const ofFleet = fleetId === undefined ? undefined : eq(consents.fleetId, fleetId);
    const ofListing = listingId === undefined ? undefined : eq(consents.listingId, listingId);
    return readConsents(tx, actor.tenantId, and(ofFleet, ofListing));
  },
});

/** One consent of the tenant; `not-found` otherwise. */
export async function readConsent(
  tx: Tx,
  tenantId: TenantId,
  consentId: LearningConsentId,
): Promise<LearningConsentView> {
  const [consent] = await readConsents(tx, tenantId, eq(tables.learningConsents.id, consentId));
  if (consent === undefined) throw notFound("consent");
  return consent;
}

async function readConsents(
  tx: Tx,
  tenantId: TenantId,
  where: SQL | undefined,
): Promise<readonly LearningConsentView[]> {
  const { fleets, learningConsents: consents, listings, users } = tables;
  const rows = await tx
    .select({
      consent: consents,
      fleetName: fleets.name,
      fleetSlug: fleets.slug,
      personaId: sql<string>`${listings.publisherSlug} || '/' || ${listings.name}`,
      title: listings.title,
      email: users.email,
    })
    .from(consents)
    .innerJoin(fleets, and(eq(fleets.tenantId, consents.tenantId), eq(fleets.id, consents.fleetId)))
    .innerJoin(listings, eq(listings.id, consents.listingId))
    .innerJoin(users, eq(users.id, consents.givenBy))
    .where(and(eq(consents.tenantId, tenantId), where))
    .orderBy(desc(consents.givenAt), desc(consents.id));
  const uses = await readUses(
    tx,
    tenantId,
    rows.map(({ consent }) => consent.id),
  );
  return rows.map(({ consent, email, ...names }) => ({
    ...names,
    consentId: learningConsentIdSchema.parse(consent.id),
    fleetId: fleetIdSchema.parse(consent.fleetId),
    listingId: listingIdSchema.parse(consent.listingId),
    terms: consent.terms,
    givenBy: email,
    givenAt: consent.givenAt.getTime(),
    withdrawnAt: consent.withdrawnAt?.getTime() ?? null,
    uses: uses.get(consent.id) ?? [],
  }));
}

async function readUses(
  tx: Tx,
  tenantId: TenantId,
  consentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly LearningUseView[]>> {
  if (consentIds.length === 0) return new Map();
  const { learningUses, personaVersions } = tables;
  const made = sql<string>`${personaVersions.manifest} -> 'training' -> 'dataset' ->> 'version'`;
  const rows = await tx
    .select({
      consentId: learningUses.consentId,
      datasetVersion: learningUses.datasetVersion,
      steps: learningUses.steps,
      experiments: learningUses.experiments,
      usedAt: learningUses.usedAt,
      publishedAs: sql<
        number[]
      >`array_remove(array_agg(${personaVersions.version} order by ${personaVersions.version}), null)`,
    })
    .from(learningUses)
    .leftJoin(
      personaVersions,
      and(eq(personaVersions.listingId, learningUses.listingId), eq(made, learningUses.datasetVersion)),
    )
    .where(and(eq(learningUses.tenantId, tenantId), inArray(learningUses.consentId, [...consentIds])))
    .groupBy(learningUses.tenantId, learningUses.id)
    .orderBy(desc(learningUses.usedAt));
  const views = rows.map(({ consentId, ...use }) => ({ consentId, use: { ...use, usedAt: use.usedAt.getTime() } }));
  return new Map(
    [...Map.groupBy(views, ({ consentId }) => consentId)].map(([id, of]) => [id, of.map(({ use }) => use)]),
  );
}
