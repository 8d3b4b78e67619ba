import type { Tx } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import type { UserId } from "../ids.ts";
import { defineCommand } from "../use-case/define.ts";
import { addNotice } from "./add-notice.ts";
import type { VersionStateView } from "./add-notice.ts";
import { lockOwnVersion } from "./own-version.ts";
import type { OwnVersion } from "./own-version.ts";
import { reasonSchema, versionAddressSchema } from "./version-state.ts";

/** `fleets`: how many run or ran it and were told, whoever's they are. */
export type RevokedVersion = VersionStateView & { readonly fleets: number };

/**
 * Stops a version for good: no host installs it again, and those that run it go to their own safe configuration, in the waves
 * that their tenant chose. Nobody can take it back.
 */
export const revokeVersion = defineCommand({
  name: "revokeVersion",
  scope: "admin",
  input: versionAddressSchema.extend({ reason: reasonSchema }),
  run: async ({ tx, actor, now }, { reason, ...address }): Promise<RevokedVersion> => {
    const version = await lockOwnVersion(tx, actor.tenantId, address);
    return revoke(tx, version, { reason, userId: actor.userId, now });
  },
  entityId: ({ personaId, version }) => `${personaId}@${version}`,
  details: (input, { fleets }) => ({ ...input, fleets }),
});

/** Revokes one version and tells the fleets; who may is for the caller to have checked. Revoking it again changes nothing. */
export async function revoke(
  tx: Tx,
  version: OwnVersion,
  said: { readonly reason: string; readonly userId: UserId; readonly now: Date },
): Promise<RevokedVersion> {
  const state = await addNotice(tx, version, { ...said, kind: "revoked", successor: null });
  // The fleets are other tenants': a function that can do this and nothing else tells them.
  const [told] = await tx.execute<{ fleets: number }>(
    sql`select tell_fleets_of_revocation(${version.personaVersionId}::uuid) as fleets`,
  );
  return { ...state, fleets: told?.fleets ?? 0 };
}
