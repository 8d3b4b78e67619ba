import { LEARNING_TERMS, listEntitlements, listFleets, listLearningConsents } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { mayApprove } from "../../../../fleet/may.ts";
import { ConsentForm } from "../../../../refinements/consent-form.tsx";
import { ConsentList } from "../../../../refinements/consent-section.tsx";
import { ask, requireSession } from "../../../../trpc/ask.ts";
import { Card, CardHead } from "../../../../ui/card.tsx";
import { EmptyState } from "../../../../ui/empty-state.tsx";
import { Notice } from "../../../../ui/notice.tsx";
import { Page, PageHead } from "../../../../ui/page.tsx";

export const metadata: Metadata = { title: "Learning" };

export default async function LearningSettings() {
  const [consents, fleets, entitlements, { actor, tenant }] = await Promise.all([
    ask(listLearningConsents, {}),
    ask(listFleets, {}),
    ask(listEntitlements, {}),
    requireSession(),
  ]);
  const listings = entitlements.map(({ listing: { listingId, title } }) => ({ listingId, title }));
  const may = mayApprove(actor.role);
  return (
    <Page width="narrow">
      <PageHead
        title="Learning"
        lead={
          <>
            A Persona gets better by what experiments record. {tenant.name} decides for each fleet and each Persona
            whether its author may have it learned from yours. The author never sees a row, nor whose it was; a worker
            of this hub reads them, learns, and keeps only what was learned and the number of the dataset.
          </>
        }
      />
      {may && fleets.length > 0 && listings.length > 0 && (
        <Card aria-labelledby="agree-title">
          <CardHead id="agree-title" title="Agree for a fleet" />
          <ConsentForm
            fleets={fleets.map(({ fleetId, name }) => ({ fleetId, name }))}
            listings={listings}
            terms={LEARNING_TERMS}
          />
        </Card>
      )}
      {!may && <Notice>An admin of {tenant.name} can agree, and take it back.</Notice>}
      <Card aria-labelledby="agreed-title">
        <CardHead
          id="agreed-title"
          title="What was agreed"
          note="taking it back stops any use from that moment; what was learned before stays learned"
        />
        {consents.length === 0 ? (
          <EmptyState title="Nothing was agreed">
            Until somebody agrees, nothing that your fleets record is learned from.
          </EmptyState>
        ) : (
          <ConsentList consents={consents} mayChange={may} />
        )}
      </Card>
    </Page>
  );
}
