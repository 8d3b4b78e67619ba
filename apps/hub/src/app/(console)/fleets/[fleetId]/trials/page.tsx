import { fleetIdSchema, getFleet, listTrials, searchListings } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { mayOperate } from "../../../../../fleet/may.ts";
import { TrialForm } from "../../../../../trials/trial-form.tsx";
import { TrialList } from "../../../../../trials/trial-list.tsx";
import { ask, requireSession } from "../../../../../trpc/ask.ts";
import { Card, CardBody, CardHead } from "../../../../../ui/card.tsx";
import { EmptyState } from "../../../../../ui/empty-state.tsx";
import { Page } from "../../../../../ui/page.tsx";

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
    <Page top="near" className="grid gap-6 *:min-w-0">
      <Card aria-labelledby="try-title">
        <CardHead
          id="try-title"
          title="Try a Persona on this fleet's traffic"
          note="any in the store, got or not; nothing is changed"
        />
        <CardBody>
          {mayOperate(actor.role) ? (
            <TrialForm fleets={[{ fleetId: fleet.fleetId, name: fleet.name }]} versions={versions} wide />
          ) : (
            <p className="text-muted">An operator can start a trial.</p>
          )}
        </CardBody>
      </Card>
      <Card aria-label="Trials so far">
        <CardHead title="Trials so far" note="reports are kept for 90 days" />
        {trials.length === 0 ? (
          <EmptyState title="None yet">Start one above: it takes a minute or two.</EmptyState>
        ) : (
          <CardBody>
            <TrialList trials={trials} names="persona" />
          </CardBody>
        )}
      </Card>
    </Page>
  );
}
