import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, desc, eq } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "../hub-error.ts";
import type { TenantId } from "../ids.ts";
import { apiScopeSchema } from "./api-token.ts";
import type { ApiTokenView } from "./api-token.ts";

/** The API tokens of a tenant, the newest 200 first. */
export async function readApiTokens(
  tx: Tx,
  { tenantId, now, tokenId }: { tenantId: TenantId; now: Date; tokenId?: string },
): Promise<readonly ApiTokenView[]> {
  const { apiTokens, users } = tables;
  const only = tokenId === undefined ? undefined : eq(apiTokens.id, tokenId);
  const rows = await tx
    .select({ row: apiTokens, email: users.email })
    .from(apiTokens)
    .innerJoin(users, eq(users.id, apiTokens.createdBy))
    .where(and(eq(apiTokens.tenantId, tenantId), only))
    .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id))
    .limit(200);
  return rows.map(({ row, email }) => ({
    tokenId: row.id,
    name: row.name,
    scopes: z.array(apiScopeSchema).parse(row.scopes),
    createdBy: email,
    createdAt: row.createdAt.getTime(),
    expiresAt: row.expiresAt.getTime(),
    lastUsedAt: row.lastUsedAt?.getTime() ?? null,
    state: row.revokedAt !== null ? "revoked" : row.expiresAt <= now ? "expired" : "good",
  }));
}

/** One API token of the tenant; `not-found` otherwise. */
export async function readApiToken(
  tx: Tx,
  wanted: { tenantId: TenantId; now: Date; tokenId: string },
): Promise<ApiTokenView> {
  const [token] = await readApiTokens(tx, wanted);
  if (token === undefined) throw notFound("token");
  return token;
}
