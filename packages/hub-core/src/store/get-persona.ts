import { z } from "zod";
import { listingIdSchema } from "../ids.ts";
import { defineCommand } from "../use-case/define.ts";
import { pending } from "../use-case/pending.ts";
import type { EntitlementView } from "./listing.ts";

/** Gets a free Persona for the tenant: one order and one entitlement, however often it is asked. */
export const getPersona = defineCommand({
  name: "getPersona",
  scope: "operator",
  input: z.strictObject({ listingId: listingIdSchema }),
  run: async (): Promise<EntitlementView> => pending("getPersona"),
  entityId: (entitlement) => entitlement.entitlementId,
});
