import { tables, withTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, isNull, lt, or } from "drizzle-orm";
import { roles } from "../actor.ts";
import type { Actor, Role } from "../actor.ts";
import type { Deps } from "../deps.ts";
import { HubError } from "../hub-error.ts";
import { tenantIdSchema, userIdSchema } from "../ids.ts";
import type { TenantId } from "../ids.ts";
import { idsOfToken, tokenHash } from "../secret-token.ts";
import { apiTokenPrefix } from "./api-token.ts";
import type { ApiScope } from "./api-token.ts";

// What a scope amounts to at most; what the person behind it may do is the other limit.
const roleOfScope = {
  "fleet:read": "viewer",
  "fleet:write": "operator",
  "signals:write": "viewer",
  "rollouts:run": "operator",
  "experiments:run": "operator",
  "personas:publish": "admin",
  "personas:write": "admin",
} as const satisfies Record<ApiScope, Role>;

// Writing down every single use would make each read a write.
const noteUseEveryMs = 60_000;

/**
 * Who acts when a program shows an API token and means to use `scope` (writing includes reading): the person who made it, in the
 * lower of their own role and the scope's. `unauthenticated` for a token that opens nothing, `forbidden` for another scope.
 */
export async function resolveApiActor(deps: Deps, token: string, scope: ApiScope): Promise<Actor> {
  const tenantId = tenantIdSchema.safeParse(idsOfToken(apiTokenPrefix, 1, token)?.[0]);
  if (!tenantId.success) throw unknownToken();
  return withTenant(deps.db, tenantId.data, (tx) =>
    resolve(tx, { tenantId: tenantId.data, token, scope, now: deps.now() }),
  );
}

type Shown = { readonly tenantId: TenantId; readonly token: string; readonly scope: ApiScope; readonly now: Date };

async function resolve(tx: Tx, { tenantId, token, scope, now }: Shown): Promise<Actor> {
  const { apiTokens, memberships } = tables;
  const [found] = await tx
    .select({ row: apiTokens, role: memberships.role })
    .from(apiTokens)
    .innerJoin(
      memberships,
      and(eq(memberships.tenantId, apiTokens.tenantId), eq(memberships.userId, apiTokens.createdBy)),
    )
    .where(and(eq(apiTokens.tenantId, tenantId), eq(apiTokens.tokenHash, tokenHash(token))));
  if (found === undefined || found.row.revokedAt !== null) throw unknownToken();
  const { row, role } = found;
  if (row.expiresAt <= now) throw new HubError("unauthenticated", "This API token has expired; make a new one.");
  const held = scope === "fleet:read" && row.scopes.includes("fleet:write") ? "fleet:write" : scope;
  if (!row.scopes.includes(held)) throw new HubError("forbidden", `This API token does not have the scope ${scope}.`);
  const long = or(isNull(apiTokens.lastUsedAt), lt(apiTokens.lastUsedAt, new Date(now.getTime() - noteUseEveryMs)));
  await tx
    .update(apiTokens)
    .set({ lastUsedAt: now })
    .where(and(eq(apiTokens.tenantId, tenantId), eq(apiTokens.id, row.id), long));
  const userId = userIdSchema.parse(row.createdBy);
  return { userId, tenantId, role: lowerRole(role, roleOfScope[held]), apiTokenId: row.id };
}

function lowerRole(a: Role, b: Role): Role {
  return roles.indexOf(a) < roles.indexOf(b) ? a : b;
}

function unknownToken(): HubError {
  return new HubError("unauthenticated", "This hub knows no such API token; make one in the console.");
}
