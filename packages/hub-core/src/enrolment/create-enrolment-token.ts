import { z } from "zod";
import { fleetIdSchema } from "../ids.ts";
import { defineCommand } from "../use-case/define.ts";
import { pending } from "../use-case/pending.ts";

/** `token` is shown once; only its hash is kept. */
export type EnrolmentTokenView = { readonly tokenId: string; readonly token: string; readonly expiresAt: number };

/** Makes a one-time token with which one host may join the fleet within `ttlSeconds`. */
export const createEnrolmentToken = defineCommand({
  name: "createEnrolmentToken",
  scope: "operator",
  input: z.strictObject({ fleetId: fleetIdSchema, ttlSeconds: z.int().min(60).max(86_400).default(3_600) }),
  run: async (): Promise<EnrolmentTokenView> => pending("createEnrolmentToken"),
  entityId: (token) => token.tokenId,
});
