import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, asc, eq, inArray } from "drizzle-orm";
import type { TenantId } from "../ids.ts";
import type { VersionRow } from "./read-version.ts";
import type { ReviewSubject } from "./review-subject.ts";

/** The publisher keys that signed a version, each with whether and since when the tenant trusts it. */
export async function readSubjectKeys(
  tx: Tx,
  tenantId: TenantId,
  { manifest, signedBy }: VersionRow,
): Promise<Pick<ReviewSubject, "keys" | "otherPins">> {
  const { publisherKeys, publisherPins } = tables;
  const slug = manifest.id.slice(0, manifest.id.indexOf("/"));
  const signers = await tx
    .select()
    .from(publisherKeys)
    .where(inArray(publisherKeys.fingerprint, [...signedBy]))
    .orderBy(asc(publisherKeys.createdAt));
  const pins = await tx
    .select()
    .from(publisherPins)
    .where(and(eq(publisherPins.tenantId, tenantId), eq(publisherPins.publisherSlug, slug)));
  const pinnedAt = new Map(pins.map((pin) => [pin.fingerprint, pin.pinnedAt.getTime()]));
  return {
    keys: signers.map(({ fingerprint, createdAt, revokedAt }) => ({
      fingerprint,
      registeredAt: createdAt.getTime(),
      revokedAt: revokedAt?.getTime() ?? null,
      pinnedAt: pinnedAt.get(fingerprint) ?? null,
    })),
    otherPins: [...pinnedAt.keys()].filter((fingerprint) => !signedBy.includes(fingerprint)),
  };
}
