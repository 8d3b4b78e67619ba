import type { TenantId, UserId } from "./ids.ts";

/** Rights within a tenant, weakest first: each role may do what the ones before it may. */
export const roles = ["viewer", "operator", "admin", "owner"] as const;
export type Role = (typeof roles)[number];

/** A signed-in person who has not chosen a tenant. */
export type UserActor = { readonly userId: UserId };

/** A person acting for a tenant they are a member of, themselves or by an API token; only `resolveActor` and `resolveApiActor` should make one. */
export type Actor = UserActor & { readonly tenantId: TenantId; readonly role: Role; readonly apiTokenId?: string };

export function roleAllows(role: Role, required: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(required);
}
