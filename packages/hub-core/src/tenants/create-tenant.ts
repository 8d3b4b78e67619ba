import { z } from "zod";
import { slugSchema } from "../ids.ts";
import { defineCommand } from "../use-case/define.ts";
import { pending } from "../use-case/pending.ts";
import type { TenantView } from "./tenant.ts";

/** Makes a tenant with the caller as its owner. Refuses a taken slug with `conflict`. */
export const createTenant = defineCommand({
  name: "createTenant",
  scope: "user",
  input: z.strictObject({ name: z.string().trim().min(1).max(80), slug: slugSchema }),
  run: async (): Promise<TenantView> => pending("createTenant"),
  entityId: (tenant) => tenant.tenantId,
  tenantOf: (tenant) => tenant.tenantId,
});
