import { z } from "zod";
import { defineQuery } from "../use-case/define.ts";
import type { ReviewPolicyView } from "./review.ts";
import { readReviewPolicy } from "./review-policy.ts";

/** How the tenant reviews what may reach its fleets. */
export const getReviewPolicy = defineQuery({
  name: "getReviewPolicy",
  scope: "viewer",
  input: z.strictObject({}),
  run: async ({ tx, actor }): Promise<ReviewPolicyView> => {
    const { setBy: _, ...policy } = await readReviewPolicy(tx, actor.tenantId);
    return policy;
  },
});
