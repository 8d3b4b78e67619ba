import { getFleet, listCandidates, listReviews, listTrials, readTrial } from "@fleet-persona/hub-core";
import type { FleetView, TrialView } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { PersonaReview } from "../../../../../fleet/persona-review.tsx";
import { ask, requireSession } from "../../../../../trpc/ask.ts";
import { Page } from "../../../../../ui/page.tsx";

export const metadata: Metadata = { title: "Persona" };

type Props = { readonly params: Promise<{ readonly fleetId: string }> };

export default async function PersonaPage({ params }: Props) {
  const { fleetId } = await params;
  const [fleet, candidates, { decided }, { actor }] = await Promise.all([
    ask(getFleet, { fleetId }),
    ask(listCandidates, { fleetId }),
    ask(listReviews, { fleetId }),
    requireSession(),
  ]);
  const tried = await newestTrial(fleet);
  return (
    <Page top="near">
      <PersonaReview initial={fleet} role={actor.role} {...{ candidates, decided, tried }} />
    </Page>
  );
}

/** What came of trying the version in charge on this fleet's recording, when that was done. */
async function newestTrial({ fleetId, assignment }: FleetView): Promise<TrialView | null> {
  if (assignment === null) return null;
  const trials = await ask(listTrials, { fleetId, personaVersionId: assignment.personaVersionId });
  const done = trials.find(({ status }) => status === "done");
  return done === undefined ? null : ask(readTrial, { trialId: done.trialId });
}
