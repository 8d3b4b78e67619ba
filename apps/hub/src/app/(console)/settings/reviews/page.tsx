import { getReviewPolicy } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { ReviewPolicyForm } from "../../../../settings/review-policy-form.tsx";
import { ask, requireSession } from "../../../../trpc/ask.ts";

export const metadata: Metadata = { title: "Review policy" };

export default async function ReviewPolicyPage() {
  const { actor, tenant } = await requireSession();
  const policy = await ask(getReviewPolicy, {});
  return (
    <div className="page page-narrow stack">
      <div>
        <h1>Review policy</h1>
        <p className="muted">How {tenant.name} decides what may reach its fleets.</p>
      </div>
      <ReviewPolicyForm initial={policy} isOwner={actor.role === "owner"} />
    </div>
  );
}
