import { z } from "zod";
import { defineQuery } from "../use-case/define.ts";
import { pending } from "../use-case/pending.ts";
import type { TenantView } from "./tenant.ts";

/** The tenants the caller is a member of, oldest first. */
export const listMyTenants = defineQuery({
  name: "listMyTenants",
  scope: "user",
  input: z.strictObject({}),
  run: async (): Promise<readonly TenantView[]> => pending("listMyTenants"),
});
