import { listLearningMaterial, listOwnListings, listRefinements } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { mayApprove } from "../../../../../../fleet/may.ts";
import { RefinementList } from "../../../../../../refinements/refinement-list.tsx";
import { StartRefinementForm } from "../../../../../../refinements/start-form.tsx";
import { ask, requireSession } from "../../../../../../trpc/ask.ts";
import { EmptyState } from "../../../../../../ui/empty-state.tsx";

export const metadata: Metadata = { title: "Refinements" };

type Props = { readonly params: Promise<{ readonly publisher: string; readonly name: string }> };

export default async function RefinementsPage({ params }: Props) {
  const { publisher, name } = await params;
  const personaId = `${publisher}/${name}`;
  const listing = (await ask(listOwnListings, {})).find((each) => each.personaId === personaId);
  if (listing === undefined) notFound();
  const [refinements, material, { actor }] = await Promise.all([
    ask(listRefinements, { personaId }),
    ask(listLearningMaterial, { personaId }),
    requireSession(),
  ]);
  const { fleets, tenants, experiments } = material;
  return (
    <div className="page page-narrow stack">
      <div>
        <p className="tiny">
          <Link href="/author">Your Personas</Link> <span className="muted">/ {listing.title}</span>
        </p>
        <h1>Refinements of {listing.title}</h1>
        <p className="muted">
          {fleets === 0
            ? "No fleet lets it be learned about yet: whoever runs it can agree under Settings, Learning."
            : `${fleets} ${fleets === 1 ? "fleet" : "fleets"} of ${tenants} ${tenants === 1 ? "tenant lets" : "tenants let"} it be learned about; ${experiments.length} of their experiments explored.`}{" "}
          <Link href={`/store/${personaId}/family`}>Its family</Link>
        </p>
      </div>
      {mayApprove(actor.role) && (
        <section className="card" aria-labelledby="start-title">
          <div className="card-head">
            <h2 id="start-title">Make the next version</h2>
            <p>unsigned, from what experiments recorded</p>
          </div>
          <StartRefinementForm
            personaId={personaId}
            versions={listing.versions.filter(({ state }) => state !== "revoked").map(({ version }) => version)}
            material={material}
          />
        </section>
      )}
      <section className="card" aria-label="Refinements so far">
        <div className="card-head">
          <h2>So far</h2>
        </div>
        {refinements.length === 0 ? (
          <EmptyState title="None yet">A candidate takes minutes; it waits here until you sign it.</EmptyState>
        ) : (
          <RefinementList refinements={refinements} />
        )}
      </section>
    </div>
  );
}
