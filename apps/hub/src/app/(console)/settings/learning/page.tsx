import { LEARNING_TERMS, listEntitlements, listFleets, listLearningConsents } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { mayApprove } from "../../../../fleet/may.ts";
import { ConsentForm } from "../../../../refinements/consent-form.tsx";
import { ConsentList } from "../../../../refinements/consent-section.tsx";
import { ask, requireSession } from "../../../../trpc/ask.ts";
import { EmptyState } from "../../../../ui/empty-state.tsx";

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
    <div className="page page-narrow stack">
      <div>
        <h1>Learning</h1>
        <p className="muted">
          A Persona gets better by what experiments record. {tenant.name} decides for each fleet and each Persona
          whether its author may have it learned from yours. The author never sees a row, nor whose it was; a worker of
          this hub reads them, learns, and keeps only what was learned and the number of the dataset.
        </p>
      </div>
      {may && fleets.length > 0 && listings.length > 0 && (
        <section className="card" aria-labelledby="agree-title">
          <div className="card-head">
            <h2 id="agree-title">Agree for a fleet</h2>
          </div>
          <ConsentForm
            fleets={fleets.map(({ fleetId, name }) => ({ fleetId, name }))}
            listings={listings}
            terms={LEARNING_TERMS}
          />
        </section>
      )}
      {!may && <p className="notice">An admin of {tenant.name} can agree, and take it back.</p>}
      <section className="card" aria-labelledby="agreed-title">
        <div className="card-head">
          <h2 id="agreed-title">What was agreed</h2>
          <p>taking it back stops any use from that moment; what was learned before stays learned</p>
        </div>
        {consents.length === 0 ? (
          <EmptyState title="Nothing was agreed">
            Until somebody agrees, nothing that your fleets record is learned from.
          </EmptyState>
        ) : (
          <ConsentList consents={consents} mayChange={may} />
        )}
      </section>
    </div>
  );
}
