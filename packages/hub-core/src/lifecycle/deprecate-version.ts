import { defineCommand } from "../use-case/define.ts";
import { addNotice } from "./add-notice.ts";
import type { VersionStateView } from "./add-notice.ts";
import { lockOwnVersion } from "./own-version.ts";
import { reasonSchema, versionAddressSchema, versionNumberSchema } from "./version-state.ts";

/** Leads nobody to a version any more. It runs on, can be assigned by who asks for it, and is shown with the reason and successor. */
export const deprecateVersion = defineCommand({
  name: "deprecateVersion",
  scope: "admin",
  input: versionAddressSchema.extend({
    reason: reasonSchema,
    successor: versionNumberSchema.nullable().default(null),
  }),
  run: async ({ tx, actor, now }, { reason, successor, ...address }): Promise<VersionStateView> => {
    const version = await lockOwnVersion(tx, actor.tenantId, address);
    return addNotice(tx, version, { kind: "deprecated", reason, successor, userId: actor.userId, now });
  },
  entityId: ({ personaId, version }) => `${personaId}@${version}`,
});
