import { tables } from "@fleet-persona/db";
import { z } from "zod";
import { requireFleet } from "../fleets/require-fleet.ts";
import { fleetIdSchema } from "../ids.ts";
import { mintToken, tokenHash } from "../secret-token.ts";
import { defineCommand } from "../use-case/define.ts";
import { enrolmentTokenPrefix } from "./enrol-host.ts";

/** `token` is shown once; only its hash is kept. */
export type EnrolmentTokenView = { readonly tokenId: string; readonly token: string; readonly expiresAt: number };

/** Makes a one-time token with which one host may join the fleet within `ttlSeconds`. */
export const createEnrolmentToken = defineCommand({
  name: "createEnrolmentToken",
  scope: "operator",
  input: z.strictObject({ fleetId: fleetIdSchema, ttlSeconds: z.int().min(60).max(86_400).default(3_600) }),
  run: async ({ deps, tx, actor, now }, { fleetId, ttlSeconds }): Promise<EnrolmentTokenView> => {
    const { tenantId, userId } = actor;
    await requireFleet(tx, tenantId, fleetId);
    const token = mintToken(enrolmentTokenPrefix, [tenantId], deps.randomBytes);
    const expiresAt = new Date(now.getTime() + ttlSeconds * 1_000);
    const [made] = await tx
      .insert(tables.enrolmentTokens)
      .values({ tenantId, fleetId, tokenHash: tokenHash(token), createdBy: userId, createdAt: now, expiresAt })
      .returning({ id: tables.enrolmentTokens.id });
    if (made === undefined) throw new TypeError("An insert without a conflict clause returns its row.");
    return { tokenId: made.id, token, expiresAt: expiresAt.getTime() };
  },
  entityId: (token) => token.tokenId,
});
