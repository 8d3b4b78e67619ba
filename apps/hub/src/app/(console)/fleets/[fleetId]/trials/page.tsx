import { fleetIdSchema, getFleet, listTrials, searchListings } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { mayOperate } from "../../../../../fleet/may.ts";
import { TrialForm } from "../../../../../trials/trial-form.tsx";
import { TrialList } from "../../../../../trials/trial-list.tsx";
import { ask, requireSession } from "../../../../../trpc/ask.ts";
import { EmptyState } from "../../../../../ui/empty-state.tsx";

export const metadata: Metadata = { title: "Trials" };

type Props = { readonly params: Promise<{ readonly fleetId: string }> };

const shownListings = 50;

export default async function TrialsPage({ params }: Props) {
  const { fleetId } = await params;
  const [fleet, trials, { rows: listings }, { actor }] = await Promise.all([
    ask(getFleet, { fleetId }),
    ask(listTrials, { fleetId: fleetIdSchema.parse(fleetId), limit: 50 }),
    ask(searchListings, { limit: shownListings }),
    requireSession(),
  ]);
  const versions = listings.flatMap(({ offer, title, publisherName }) =>
    offer === null ? [] : [{ value: offer.personaVersionId, words: `${title} v${offer.version}, by ${publisherName}` }],
  );
  return (
    <div className="page page-fleet stack">
      <section className="card" aria-labelledby="try-title">
        <div className="card-head">
          <h2 id="try-title">Try a Persona on this fleet's traffic</h2>
          <p>any in the store, got or not; nothing is changed</p>
        </div>
        <div className="card-body">
          {mayOperate(actor.role) ? (
            <TrialForm fleets={[{ fleetId: fleet.fleetId, name: fleet.name }]} versions={versions} wide />
          ) : (
            <p className="muted">An operator can start a trial.</p>
          )}
        </div>
      </section>
      <section className="card" aria-label="Trials so far">
        <div className="card-head">
          <h2>Trials so far</h2>
          <p>reports are kept for 90 days</p>
        </div>
        {trials.length === 0 ? (
          <EmptyState title="None yet">Start one above: it takes a minute or two.</EmptyState>
        ) : (
          <div className="card-body">
            <TrialList trials={trials} names="persona" />
          </div>
        )}
      </section>
    </div>
  );
}
