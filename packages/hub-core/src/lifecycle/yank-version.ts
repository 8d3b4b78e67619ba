import { defineCommand } from "../use-case/define.ts";
import { addNotice } from "./add-notice.ts";
import type { VersionStateView } from "./add-notice.ts";
import { lockOwnVersion } from "./own-version.ts";
import { reasonSchema, versionAddressSchema, versionNumberSchema } from "./version-state.ts";

/** Lets no fleet begin with a version any more. Fleets that run it run on, and hosts that join them get it. */
export const yankVersion = defineCommand({
  name: "yankVersion",
  scope: "admin",
  input: versionAddressSchema.extend({
    reason: reasonSchema,
    successor: versionNumberSchema.nullable().default(null),
  }),
  run: async ({ tx, actor, now }, { reason, successor, ...address }): Promise<VersionStateView> => {
    const version = await lockOwnVersion(tx, actor.tenantId, address);
    return addNotice(tx, version, { kind: "yanked", reason, successor, userId: actor.userId, now });
  },
  entityId: ({ personaId, version }) => `${personaId}@${version}`,
});
