import { getGateSeries, getReview, getVersionTrust, listReviews } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { ChangesSection } from "../../../../reviews/changes-section.tsx";
import { DecisionSection } from "../../../../reviews/decision-section.tsx";
import { DecidedList } from "../../../../reviews/desk-list.tsx";
import { DeskPage } from "../../../../reviews/desk-page.tsx";
import { DeskQueue } from "../../../../reviews/desk-queue.tsx";
import { DifferencesSection } from "../../../../reviews/differences-section.tsx";
import { GateSection } from "../../../../reviews/gate-section.tsx";
import { LookAtSection } from "../../../../reviews/look-at-section.tsx";
import { ModelSection } from "../../../../reviews/model-section.tsx";
import { RefreshWhilePending } from "../../../../reviews/refresh-while-pending.tsx";
import { ReviewHead } from "../../../../reviews/review-head.tsx";
import { ReviewTrial } from "../../../../reviews/review-trial.tsx";
import { risksOf } from "../../../../reviews/risks.ts";
import { signatureChain } from "../../../../reviews/signature-chain.ts";
import { SignatureSection } from "../../../../reviews/signature-section.tsx";
import { vouchedBy } from "../../../../reviews/vouched.ts";
import { ask, requireSession } from "../../../../trpc/ask.ts";

export const metadata: Metadata = { title: "Review" };

type Props = {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<{ readonly fleet?: string }>;
};

export default async function ReviewPage({ params, searchParams }: Props) {
  const { id: personaVersionId } = await params;
  const { fleet: fleetId } = await searchParams;
  const [subject, series, trust, desk, { actor, user }] = await Promise.all([
    ask(getReview, { personaVersionId }),
    ask(getGateSeries, { personaVersionId }),
    ask(getVersionTrust, { personaVersionId }),
    ask(listReviews, {}),
    requireSession(),
  ]);
  const { gate, report, manifest, fleets, history } = subject;
  const risks = risksOf(subject);
  return (
    <DeskPage queue={<DeskQueue items={desk.waiting} openId={personaVersionId} />}>
      {gate.kind === "pending" && <RefreshWhilePending />}
      <ReviewHead subject={subject} toLookAt={risks.filter(({ tone }) => tone !== "note").length} />
      <LookAtSection risks={risks} />
      <ChangesSection manifest={manifest} fleets={fleets} series={series} />
      <GateSection gate={gate} report={report} manifest={manifest} series={series} />
      <ReviewTrial personaVersionId={subject.personaVersionId} personaId={manifest.id} />
      <DifferencesSection subject={subject} />
      <SignatureSection chain={signatureChain(subject, vouchedBy(trust, Date.now()))} />
      <ModelSection model={report?.model ?? null} />
      <DecidedList decided={history.filter(({ state }) => state === "decided")} title="Decided about this version" />
      <DecisionSection {...{ subject, series, fleetId }} role={actor.role} userMail={user.email} />
    </DeskPage>
  );
}
