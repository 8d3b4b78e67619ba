import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { eq } from "drizzle-orm";
import type { TenantId, UserId } from "../ids.ts";
import { userIdSchema } from "../ids.ts";
import type { ReviewPolicyView } from "./review.ts";

/** What a tenant said about its reviews; nothing said is: one admin decides, and every version. */
export async function readReviewPolicy(
  tx: Tx,
  tenantId: TenantId,
): Promise<ReviewPolicyView & { readonly setBy: UserId | null }> {
  const { reviewPolicies, users } = tables;
  const [row] = await tx
    .select()
    .from(reviewPolicies)
    .innerJoin(users, eq(users.id, reviewPolicies.changedBy))
    .where(eq(reviewPolicies.tenantId, tenantId));
  if (row === undefined) return nothingSaid;
  const { fourEyes, autoApprove, takeEarly, changedBy, changedAt } = row.review_policies;
  const setBy = userIdSchema.parse(changedBy);
  const rules = { fourEyes, autoApprove, takeEarly };
  return { ...rules, changedBy: row.users.email, changedAt: changedAt.getTime(), setBy };
}

const nothingSaid = {
  fourEyes: false,
  autoApprove: false,
  takeEarly: false,
  changedBy: null,
  changedAt: null,
  setBy: null,
} as const;
