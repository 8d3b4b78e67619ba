import { z } from "zod";
import { defineQuery } from "../use-case/define.ts";
import type { ApiTokenView } from "./api-token.ts";
import { readApiTokens } from "./read-api-tokens.ts";

/** The tenant's API tokens, newest first, those that no longer open anything included. */
export const listApiTokens = defineQuery({
  name: "listApiTokens",
  scope: "operator",
  input: z.strictObject({}),
  run: ({ tx, actor, now }): Promise<readonly ApiTokenView[]> => readApiTokens(tx, { tenantId: actor.tenantId, now }),
});
