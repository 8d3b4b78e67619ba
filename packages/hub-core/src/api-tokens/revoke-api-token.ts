import { tables } from "@fleet-persona/db";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { roleAllows } from "../actor.ts";
import { HubError, notFound } from "../hub-error.ts";
import { defineCommand } from "../use-case/define.ts";
import type { ApiTokenView } from "./api-token.ts";
import { readApiToken } from "./read-api-tokens.ts";

/** Ends a token. Operators end their own, admins anybody's. */
export const revokeApiToken = defineCommand({
  name: "revokeApiToken",
  scope: "operator",
  input: z.strictObject({ tokenId: z.uuid() }),
  run: async ({ tx, actor, now }, { tokenId }): Promise<ApiTokenView> => {
    const { apiTokens } = tables;
    const { tenantId, userId, role } = actor;
    const mine = and(eq(apiTokens.tenantId, tenantId), eq(apiTokens.id, tokenId));
    const [row] = await tx.select({ createdBy: apiTokens.createdBy }).from(apiTokens).where(mine);
    if (row === undefined) throw notFound("token");
    if (row.createdBy !== userId && !roleAllows(role, "admin"))
      throw new HubError("forbidden", "Somebody else made this token; an admin can revoke it.");
    await tx
      .update(apiTokens)
      .set({ revokedAt: now })
      .where(and(mine, isNull(apiTokens.revokedAt)));
    return readApiToken(tx, { tenantId, now, tokenId });
  },
  entityId: (token) => token.tokenId,
});
