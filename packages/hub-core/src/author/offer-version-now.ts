import { HubError } from "../hub-error.ts";
import { endCooldowns } from "../lifecycle/cooldown.ts";
import { lockOwnVersion } from "../lifecycle/own-version.ts";
import { versionAddressSchema } from "../lifecycle/version-state.ts";
import type { VersionAddress } from "../lifecycle/version-state.ts";
import { defineCommand } from "../use-case/define.ts";

/** Ends a version's cool-down now. `refused` with `not-cooling` where it has none. */
export const offerVersionNow = defineCommand({
  name: "offerVersionNow",
  scope: "admin",
  input: versionAddressSchema,
  run: async ({ tx, actor, now }, address): Promise<VersionAddress> => {
    const { listingId } = await lockOwnVersion(tx, actor.tenantId, address);
    const ended = await endCooldowns(tx, { listingId, now }, (version) => version === address.version);
    if (ended.length === 0)
      throw new HubError("refused", `Version ${address.version} does not cool down.`, "not-cooling");
    return address;
  },
  entityId: ({ personaId, version }) => `${personaId}@${version}`,
});
