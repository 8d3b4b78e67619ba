import { z } from "zod";
import { defineQuery } from "../use-case/define.ts";
import { pending } from "../use-case/pending.ts";
import type { EntitlementView } from "./listing.ts";

/** What the tenant may run, newest first. */
export const listEntitlements = defineQuery({
  name: "listEntitlements",
  scope: "viewer",
  input: z.strictObject({}),
  run: async (): Promise<readonly EntitlementView[]> => pending("listEntitlements"),
});
