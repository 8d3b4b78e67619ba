import { tables } from "@fleet-persona/db";
import { and, eq, isNull, ne } from "drizzle-orm";
import { HubError } from "../hub-error.ts";
import { defineCommand } from "../use-case/define.ts";
import type { VersionStateView } from "./add-notice.ts";
import { emitStoreEvent } from "../watching/emit-store-event.ts";
import { lockOwnVersion } from "./own-version.ts";
import { readVersionState } from "./read-version-states.ts";
import { versionAddressSchema } from "./version-state.ts";

/** Takes back that a version was deprecated or yanked. A revocation is never taken back (`refused`, `version-revoked`). */
export const restoreVersion = defineCommand({
  name: "restoreVersion",
  scope: "admin",
  input: versionAddressSchema,
  run: async ({ tx, actor, now }, address): Promise<VersionStateView> => {
    const { versionNotices: notices } = tables;
    const { personaVersionId, listingId } = await lockOwnVersion(tx, actor.tenantId, address);
    const { state } = await readVersionState(tx, personaVersionId);
    if (state === "revoked")
      throw new HubError("refused", "A revocation is for good: publish a new version.", "version-revoked");
    const standing = and(eq(notices.personaVersionId, personaVersionId), isNull(notices.withdrawnAt));
    const withdrawn = await tx
      .update(notices)
      .set({ withdrawnAt: now, withdrawnBy: actor.userId })
      .where(and(standing, ne(notices.kind, "revoked")))
      .returning({ id: notices.id });
    if (withdrawn.length > 0) {
      const summary = `Version ${address.version} is offered as before.`;
      const event = { listingId, versionId: personaVersionId, ref: null, summary, at: now };
      await emitStoreEvent(tx, { ...event, kind: "version-restored" });
    }
    return { ...address, ...(await readVersionState(tx, personaVersionId)) };
  },
  entityId: ({ personaId, version }) => `${personaId}@${version}`,
});
