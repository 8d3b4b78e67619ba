import { cache } from "react";
import { createTenant, execute, HubError, listMyTenants, resolveActor, userIdSchema } from "@fleet-persona/hub-core";
import type { Actor, TenantView, UserActor } from "@fleet-persona/hub-core";
import { cookies } from "next/headers";
import type { HubDeps } from "../deps.ts";
import { hubDeps } from "../deps.ts";
import type { SignedInUser } from "./identity.ts";
import { personalTenant } from "./personal-tenant.ts";

export const tenantCookie = "fleet_persona_tenant";

export type Session = {
  readonly user: SignedInUser;
  readonly actor: Actor;
  readonly tenant: TenantView;
  readonly tenants: readonly TenantView[];
};

/** The session behind a request's cookies, resolved once per request; null when nobody is signed in. */
export const currentSession = cache(async (): Promise<Session | null> => {
  const deps = hubDeps();
  const jar = await cookies();
  const user = await deps.identity.userOf(jar.get(deps.identity.cookieName)?.value);
  return user === null ? null : openSession(deps, user, jar.get(tenantCookie)?.value);
});

async function openSession(deps: HubDeps, user: SignedInUser, wanted: string | undefined): Promise<Session | null> {
  const userActor: UserActor = { userId: userIdSchema.parse(user.userId) };
  const tenants = await tenantsOf(deps, userActor, user.email);
  const tenant = tenants.find(({ tenantId }) => tenantId === wanted) ?? tenants[0];
  if (tenant === undefined) return null;
  const actor = await resolveActor(deps.core, { userId: user.userId, tenantId: tenant.tenantId });
  return { user, actor, tenant, tenants };
}

/** Somebody's first visit gives them a tenant of their own. */
async function tenantsOf(deps: HubDeps, actor: UserActor, email: string): Promise<readonly TenantView[]> {
  const mine = await execute(deps.core, actor, listMyTenants, {});
  if (mine.length > 0) return mine;
  try {
    return [await execute(deps.core, actor, createTenant, personalTenant(email, actor.userId))];
  } catch (error) {
    // Two first requests at once: the other one made it.
    if (error instanceof HubError && error.code === "conflict") return execute(deps.core, actor, listMyTenants, {});
    throw error;
  }
}
