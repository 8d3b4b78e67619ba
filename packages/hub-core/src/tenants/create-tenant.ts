import { randomUUID } from "node:crypto";
import { enterTenant, tables } from "@fleet-persona/db";
import { z } from "zod";
import { HubError } from "../hub-error.ts";
import { slugSchema, tenantIdSchema } from "../ids.ts";
import { lineSchema } from "../text.ts";
import { defineCommand } from "../use-case/define.ts";
import type { TenantView } from "./tenant.ts";

/** Makes a tenant with the caller as its owner. Refuses a taken slug with `conflict`. */
export const createTenant = defineCommand({
  name: "createTenant",
  scope: "user",
  input: z.strictObject({ name: lineSchema(80), slug: slugSchema }),
  run: async ({ tx, actor, now }, { name, slug }): Promise<TenantView> => {
    const tenantId = tenantIdSchema.parse(randomUUID());
    await enterTenant(tx, tenantId);
    const made = await tx
      .insert(tables.tenants)
      .values({ id: tenantId, name, slug, createdAt: now })
      .onConflictDoNothing()
      .returning({ id: tables.tenants.id });
    if (made.length === 0) throw new HubError("conflict", `The address ${slug} is taken.`);
    await tx.insert(tables.memberships).values({ tenantId, userId: actor.userId, role: "owner", createdAt: now });
    return { tenantId, name, slug, role: "owner", createdAt: now.getTime() };
  },
  entityId: (tenant) => tenant.tenantId,
  tenantOf: (tenant) => tenant.tenantId,
});
