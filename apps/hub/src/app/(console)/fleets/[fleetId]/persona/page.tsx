import { getFleet, listCandidates, listReviews } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { PersonaReview } from "../../../../../fleet/persona-review.tsx";
import { ask, requireSession } from "../../../../../trpc/ask.ts";

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
  return (
    <div className="page page-fleet">
      <PersonaReview initial={fleet} candidates={candidates} decided={decided} role={actor.role} />
    </div>
  );
}
