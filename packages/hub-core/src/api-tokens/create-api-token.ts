import { tables } from "@fleet-persona/db";
import { z } from "zod";
import { mintToken, tokenHash } from "../secret-token.ts";
import { lineSchema } from "../text.ts";
import { defineCommand } from "../use-case/define.ts";
import { apiScopeSchema, apiTokenPrefix } from "./api-token.ts";
import type { CreatedApiToken } from "./api-token.ts";
import { readApiToken } from "./read-api-tokens.ts";

/** Makes a token for programs. It can never do more than the person who made it, and nothing once they have left the tenant. */
export const createApiToken = defineCommand({
  name: "createApiToken",
  scope: "operator",
  input: z.strictObject({
    name: lineSchema(80),
    scopes: z.array(apiScopeSchema).min(1).max(apiScopeSchema.options.length),
    expiresInDays: z.int().min(1).max(366).default(90),
  }),
  run: async ({ deps, tx, actor, now }, { name, scopes, expiresInDays }): Promise<CreatedApiToken> => {
    const { tenantId, userId } = actor;
    const token = mintToken(apiTokenPrefix, [tenantId], deps.randomBytes);
    const expiresAt = new Date(now.getTime() + expiresInDays * 86_400_000);
    const kept = { tenantId, name, scopes: [...new Set(scopes)], tokenHash: tokenHash(token) };
    const [made] = await tx
      .insert(tables.apiTokens)
      .values({ ...kept, createdBy: userId, createdAt: now, expiresAt })
      .returning({ id: tables.apiTokens.id });
    return { ...(await readApiToken(tx, { tenantId, now, tokenId: made?.id ?? "" })), token };
  },
  entityId: (token) => token.tokenId,
});
