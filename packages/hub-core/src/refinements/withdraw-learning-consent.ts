import { tables } from "@fleet-persona/db";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { defineCommand } from "../use-case/define.ts";
import { learningConsentIdSchema } from "./learning-consent.ts";
import type { LearningConsentView } from "./learning-consent.ts";
import { readConsent } from "./list-learning-consents.ts";

/**
 * Takes a consent back: from this moment nothing more of the fleet is read, by refinements under way neither. What was learned before
 * stays learned; the answer names the datasets and the versions that came of them. Taken back again it stays as it is.
 */
export const withdrawLearningConsent = defineCommand({
  name: "withdrawLearningConsent",
  scope: "admin",
  input: z.strictObject({ consentId: learningConsentIdSchema }),
  run: async ({ tx, actor, now }, { consentId }): Promise<LearningConsentView> => {
    const { learningConsents: consents } = tables;
    const { tenantId, userId } = actor;
    await tx
      .update(consents)
      .set({ withdrawnAt: now, withdrawnBy: userId })
      .where(and(eq(consents.tenantId, tenantId), eq(consents.id, consentId), isNull(consents.withdrawnAt)));
    return readConsent(tx, tenantId, consentId);
  },
  entityId: ({ consentId }) => consentId,
  details: ({ consentId }, { uses }) => ({ consentId, datasets: uses.map(({ datasetVersion }) => datasetVersion) }),
});
