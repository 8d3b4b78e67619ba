import { tables } from "@fleet-persona/db";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { lockFleet } from "../fleets/require-fleet.ts";
import { fleetIdSchema, listingIdSchema } from "../ids.ts";
import { requireEntitlement } from "../reviews/read-version.ts";
import { defineCommand } from "../use-case/define.ts";
import { learningConsentIdSchema } from "./learning-consent.ts";
import type { LearningConsentView } from "./learning-consent.ts";
import { LEARNING_TERMS } from "./learning-terms.ts";
import { readConsent } from "./list-learning-consents.ts";

/**
 * Lets what experiments on one fleet record be used to improve one Persona, as LEARNING_TERMS says; `terms` is the number that was
 * read. Given again it stays as it is. `refused` with `not-entitled`; an older number is `invalid-input`.
 */
export const giveLearningConsent = defineCommand({
  name: "giveLearningConsent",
  scope: "admin",
  input: z.strictObject({
    fleetId: fleetIdSchema,
    listingId: listingIdSchema,
    terms: z.literal(LEARNING_TERMS.version, "these words have changed; read them again"),
  }),
  run: async ({ tx, actor, now }, { fleetId, listingId, terms }): Promise<LearningConsentView> => {
    const { tenantId, userId } = actor;
    const { learningConsents: consents } = tables;
    await lockFleet(tx, tenantId, fleetId);
    await requireEntitlement(tx, { tenantId, listingId, now });
    const standing = and(
      eq(consents.tenantId, tenantId),
      eq(consents.fleetId, fleetId),
      eq(consents.listingId, listingId),
      isNull(consents.withdrawnAt),
    );
    const [known] = await tx.select({ id: consents.id }).from(consents).where(standing);
    const [made] =
      known === undefined
        ? await tx
            .insert(consents)
            .values({ tenantId, fleetId, listingId, terms, givenBy: userId, givenAt: now })
            .returning({ id: consents.id })
        : [known];
    return readConsent(tx, tenantId, learningConsentIdSchema.parse(made?.id));
  },
  entityId: ({ consentId }) => consentId,
  details: ({ fleetId, listingId, terms }) => ({ fleetId, listingId, terms }),
});
