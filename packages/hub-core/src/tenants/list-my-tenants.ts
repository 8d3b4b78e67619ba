import { tables } from "@fleet-persona/db";
import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import { tenantIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import type { TenantView } from "./tenant.ts";

/** The tenants the caller is a member of, oldest first. */
export const listMyTenants = defineQuery({
  name: "listMyTenants",
  scope: "user",
  input: z.strictObject({}),
  run: async ({ tx, actor }): Promise<readonly TenantView[]> => {
    const { memberships, tenants } = tables;
    const rows = await tx
      .select()
      .from(memberships)
      .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
      .where(eq(memberships.userId, actor.userId))
      .orderBy(asc(tenants.createdAt), asc(tenants.id));
    return rows.map((row) => ({
      tenantId: tenantIdSchema.parse(row.tenants.id),
      name: row.tenants.name,
      slug: row.tenants.slug,
      role: row.memberships.role,
      createdAt: row.tenants.createdAt.getTime(),
    }));
  },
});
