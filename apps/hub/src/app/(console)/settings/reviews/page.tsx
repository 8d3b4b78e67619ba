import { getReviewPolicy } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { ReviewPolicyForm } from "../../../../settings/review-policy-form.tsx";
import { ask, requireSession } from "../../../../trpc/ask.ts";
import { Page, PageHead } from "../../../../ui/page.tsx";

export const metadata: Metadata = { title: "Review policy" };

export default async function ReviewPolicyPage() {
  const { actor, tenant } = await requireSession();
  const policy = await ask(getReviewPolicy, {});
  return (
    <Page width="narrow">
      <PageHead title="Review policy" lead={<>How {tenant.name} decides what may reach its fleets.</>} />
      <ReviewPolicyForm initial={policy} isOwner={actor.role === "owner"} />
    </Page>
  );
}
