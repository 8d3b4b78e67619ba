import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { desc, eq } from "drizzle-orm";
import { z } from "zod";
import type { Manifest } from "@fleet-persona/persona";
import { versionId } from "../gate/gate-run.ts";
import type { GateState } from "../gate/gate-run.ts";
import { readGateStates } from "../gate/read-gate.ts";
import { notFound } from "../hub-error.ts";
import { listingIdSchema } from "../ids.ts";
import type { ListingId } from "../ids.ts";
import { readAdvisories } from "../lifecycle/advisory.ts";
import type { AdvisoryView } from "../lifecycle/advisory.ts";
import { isCooling } from "../lifecycle/cooldown.ts";
import type { OwnVersionView } from "../lifecycle/list-own-listings.ts";
import { readOffers } from "../lifecycle/read-offers.ts";
import type { ComingVersion, VersionOffer } from "../lifecycle/read-offers.ts";
import { offered, readVersionStates } from "../lifecycle/read-version-states.ts";
import { personaAddressSchema } from "../lifecycle/version-state.ts";
import { defineQuery } from "../use-case/define.ts";
import type { ListingStatus } from "./list-listing.ts";
import { readPastTerms, termsOf } from "./listing-terms.ts";
import type { ListingTerms, PastTerms } from "./listing-terms.ts";
import { readMissing } from "./missing.ts";
import type { Missing } from "./missing.ts";
import { readOwnRow } from "./own-listing-row.ts";

/** A version as its publisher sees it. */
export type OwnListingVersion = OwnVersionView & {
  readonly gate: GateState;
  readonly changelog: Manifest["changelog"];
  readonly signedBy: readonly string[];
  /** When its cool-down is to end; null where it has none or it is over. */
  readonly coolingUntil: number | null;
};

/** One of the tenant's Personas with everything its publisher decides about it. */
export type OwnListing = {
  readonly listingId: ListingId;
  readonly personaId: string;
  readonly title: string;
  /** Signed, with its tags and licence: they change with a new version alone. */
  readonly summary: string;
  readonly tags: readonly string[];
  readonly licence: string;
  readonly status: ListingStatus;
  readonly terms: ListingTerms;
  readonly pastTerms: readonly PastTerms[];
  readonly cooldownH: number;
  /** What it lacks to be listed. */
  readonly missing: readonly Missing[];
  readonly offer: VersionOffer;
  readonly coming: ComingVersion | null;
  readonly versions: readonly OwnListingVersion[];
  readonly advisories: readonly AdvisoryView[];
};

/** One of the tenant's listings, listed or not; `not-found` for anybody else's. */
export const getOwnListing = defineQuery({
  name: "getOwnListing",
  scope: "viewer",
  input: z.strictObject({ personaId: personaAddressSchema }),
  run: async ({ tx, actor }, { personaId }): Promise<OwnListing> => {
    const row = await readOwnRow(tx, actor.tenantId, personaId);
    const { id, title, summary, tags, status, cooldownH } = row;
    const offers = (await readOffers(tx, [row])).get(id);
    const { versions, licence } = await readVersions(tx, id);
    return {
      listingId: listingIdSchema.parse(id),
      personaId,
      title,
      summary,
      tags,
      licence,
      status,
      terms: termsOf(row),
      pastTerms: await readPastTerms(tx, id),
      cooldownH,
      missing: status === "draft" ? await readMissing(tx, row) : [],
      offer: offers?.offer ?? null,
      coming: offers?.coming ?? null,
      versions,
      advisories: await readAdvisories(tx, [id]),
    };
  },
});

async function readVersions(
  tx: Tx,
  listingId: string,
): Promise<{ readonly versions: readonly OwnListingVersion[]; readonly licence: string }> {
  const { personaVersions } = tables;
  const rows = await tx
    .select()
    .from(personaVersions)
    .where(eq(personaVersions.listingId, listingId))
    .orderBy(desc(personaVersions.version));
  const [latest] = rows;
  if (latest === undefined) throw notFound("Persona of yours");
  const ids = rows.map(({ id }) => versionId(id));
  const [states, gates] = [await readVersionStates(tx, ids), await readGateStates(tx, ids)];
  const versions = rows.map((row) => ({
    ...(states.get(row.id) ?? offered),
    personaVersionId: versionId(row.id),
    version: row.version,
    digest: row.digest,
    publishedAt: row.publishedAt.getTime(),
    gate: gates.get(versionId(row.id)) ?? { kind: "pending" as const },
    changelog: row.manifest.changelog,
    signedBy: row.signedBy,
    coolingUntil: isCooling(row) ? (row.offeredFrom?.getTime() ?? null) : null,
  }));
  return { versions, licence: latest.manifest.licence };
}
