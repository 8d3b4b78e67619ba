import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, isNotNull, sql } from "drizzle-orm";
import { listingIdSchema, personaVersionIdSchema } from "../ids.ts";
import type { TenantId, UserId } from "../ids.ts";
import { readVersionStates } from "./read-version-states.ts";
import { revoke } from "./revoke-version.ts";
import type { RevokedVersion } from "./revoke-version.ts";

type Asked = {
  readonly tenantId: TenantId;
  readonly userId: UserId;
  readonly now: Date;
  /** Fingerprint of the publisher key that is not trusted any more. */
  readonly keyid: string;
  readonly reason: string;
};

/**
 * For whoever revokes a publisher key, in the same transaction: revokes the tenant's versions that no key vouches for any more,
 * which are those signed by it and otherwise only by keys revoked before. One that another good key signed as well stays.
 */
export async function revokeVersionsSignedOnlyBy(
  tx: Tx,
  { tenantId, keyid, ...said }: Asked,
): Promise<readonly RevokedVersion[]> {
  const { listings, personaVersions, publisherKeys } = tables;
  const gone = await tx
    .select({ fingerprint: publisherKeys.fingerprint })
    .from(publisherKeys)
    .where(and(eq(publisherKeys.tenantId, tenantId), isNotNull(publisherKeys.revokedAt)));
  const untrusted = new Set([keyid, ...gone.map(({ fingerprint }) => fingerprint)]);
  const rows = await tx
    .select()
    .from(personaVersions)
    .innerJoin(listings, eq(listings.id, personaVersions.listingId))
    .where(and(eq(personaVersions.tenantId, tenantId), sql`${keyid} = any(${personaVersions.signedBy})`));
  const states = await readVersionStates(
    tx,
    rows.map(({ persona_versions: { id } }) => id),
  );
  const revoked: RevokedVersion[] = [];
  for (const { persona_versions: row } of rows) {
    if (states.get(row.id)?.state === "revoked" || row.signedBy.some((by) => !untrusted.has(by))) continue;
    const version = {
      personaId: row.manifest.id,
      version: row.version,
      tenantId,
      listingId: listingIdSchema.parse(row.listingId),
      personaVersionId: personaVersionIdSchema.parse(row.id),
    };
    revoked.push(await revoke(tx, version, said));
  }
  return revoked;
}
