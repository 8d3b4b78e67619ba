import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, isNotNull, ne } from "drizzle-orm";
import { emitStoreEvent } from "./emit-store-event.ts";

/**
 * Tells those who follow it of a version that the gate let through and that is on the shelf; of a draft nobody hears, and of one
 * version nobody hears twice. The transaction is the seller's. Resolves to whether anybody is told now.
 */
export async function announceVersion(tx: Tx, personaVersionId: string, now: Date): Promise<boolean> {
  const { gateRuns, listings, personaVersions } = tables;
  const [row] = await tx
    .select({ version: personaVersions, status: listings.status })
    .from(personaVersions)
    .innerJoin(listings, eq(listings.id, personaVersions.listingId))
    .where(eq(personaVersions.id, personaVersionId));
  if (row?.status !== "listed") return false;
  const judgedGood = and(isNotNull(gateRuns.verdict), ne(gateRuns.verdict, "rejected"));
  const [good] = await tx
    .select({ id: gateRuns.id })
    .from(gateRuns)
    .where(and(eq(gateRuns.personaVersionId, personaVersionId), judgedGood))
    .limit(1);
  if (good === undefined) return false;
  const { version, listingId, manifest } = row.version;
  const changes = manifest.changelog.map(({ text }) => text).join(" ");
  const summary = `Version ${version} is out.${changes === "" ? "" : ` ${changes}`}`;
  const event = { listingId, versionId: personaVersionId, ref: null, summary, at: now };
  return emitStoreEvent(tx, { ...event, kind: "version-published" });
}
