import { tables } from "@fleet-persona/db";
import { z } from "zod";
import { defineCommand } from "../use-case/define.ts";
import type { ReviewPolicyView } from "./review.ts";
import { readReviewPolicy } from "./review-policy.ts";

/** Says how the tenant reviews. Owners only: an admin must not be able to put away the second pair of eyes. */
export const setReviewPolicy = defineCommand({
  name: "setReviewPolicy",
  scope: "owner",
  input: z.strictObject({ fourEyes: z.boolean(), autoApprove: z.boolean(), takeEarly: z.boolean().default(false) }),
  run: async ({ tx, actor, now }, rules): Promise<ReviewPolicyView> => {
    const { reviewPolicies } = tables;
    const { tenantId, userId } = actor;
    const said = { ...rules, changedBy: userId, changedAt: now };
    await tx
      .insert(reviewPolicies)
      .values({ tenantId, ...said })
      .onConflictDoUpdate({ target: reviewPolicies.tenantId, set: said });
    const { setBy: _, ...policy } = await readReviewPolicy(tx, tenantId);
    return policy;
  },
  entityId: () => "review-policy",
});
