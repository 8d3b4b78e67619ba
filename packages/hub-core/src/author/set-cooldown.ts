import { tables } from "@fleet-persona/db";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { longestCooldownH } from "../lifecycle/cooldown.ts";
import { personaAddressSchema } from "../lifecycle/version-state.ts";
import { defineCommand } from "../use-case/define.ts";
import { lockOwnRow } from "./own-listing-row.ts";

export type CooldownView = { readonly personaId: string; readonly hours: number };

/** For how many hours a new version is offered to nobody but tenants that take versions early; 0: not at all. Of versions to come. */
export const setCooldown = defineCommand({
  name: "setCooldown",
  scope: "admin",
  input: z.strictObject({ personaId: personaAddressSchema, hours: z.int().min(0).max(longestCooldownH) }),
  run: async ({ tx, actor }, { personaId, hours }): Promise<CooldownView> => {
    const { listings } = tables;
    const row = await lockOwnRow(tx, actor.tenantId, personaId);
    await tx.update(listings).set({ cooldownH: hours }).where(eq(listings.id, row.id));
    return { personaId, hours };
  },
  entityId: ({ personaId }) => personaId,
});
