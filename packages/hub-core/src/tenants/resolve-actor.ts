import { tables, withUser } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import type { Actor } from "../actor.ts";
import type { Deps } from "../deps.ts";
import { notFound } from "../hub-error.ts";
import { tenantIdSchema, userIdSchema } from "../ids.ts";

/** The actor for a signed-in user in a tenant; `not-found` when they are no member or either id is no UUID. */
export async function resolveActor(deps: Deps, ids: { userId: string; tenantId: string }): Promise<Actor> {
  const user = userIdSchema.safeParse(ids.userId);
  const tenant = tenantIdSchema.safeParse(ids.tenantId);
  if (!user.success || !tenant.success) throw notFound("tenant");
  const { memberships } = tables;
  const [membership] = await withUser(deps.db, user.data, (tx) =>
    tx
      .select({ role: memberships.role })
      .from(memberships)
      .where(and(eq(memberships.tenantId, tenant.data), eq(memberships.userId, user.data))),
  );
  if (membership === undefined) throw notFound("tenant");
  return { userId: user.data, tenantId: tenant.data, role: membership.role };
}
