import { z } from "zod";
import { defineQuery } from "../use-case/define.ts";
import type { EntitlementView } from "./listing.ts";
import { readEntitlements } from "./read-entitlements.ts";

/** What the tenant may run, newest first. */
export const listEntitlements = defineQuery({
  name: "listEntitlements",
  scope: "viewer",
  input: z.strictObject({}),
  run: ({ tx, actor, now }): Promise<readonly EntitlementView[]> =>
    readEntitlements(tx, { tenantId: actor.tenantId, now }),
});
