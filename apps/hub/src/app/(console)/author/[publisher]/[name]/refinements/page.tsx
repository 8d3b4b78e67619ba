import { listLearningMaterial, listOwnListings, listRefinements } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { mayApprove } from "../../../../../../fleet/may.ts";
import { RefinementList } from "../../../../../../refinements/refinement-list.tsx";
import { StartRefinementForm } from "../../../../../../refinements/start-form.tsx";
import { ask, requireSession } from "../../../../../../trpc/ask.ts";
import { Card, CardHead } from "../../../../../../ui/card.tsx";
import { EmptyState } from "../../../../../../ui/empty-state.tsx";
import { Page, PageHead } from "../../../../../../ui/page.tsx";
import { Stack } from "../../../../../../ui/stack.tsx";

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
    <Page width="narrow">
      <PageHead
        above={
          <>
            <Link href="/author">Your Personas</Link> / {listing.title}
          </>
        }
        title={`Refinements of ${listing.title}`}
        lead={
          <>
            {fleets === 0
              ? "No fleet lets it be learned about yet: whoever runs it can agree under Settings, Learning."
              : `${fleets} ${fleets === 1 ? "fleet" : "fleets"} of ${tenants} ${tenants === 1 ? "tenant lets" : "tenants let"} it be learned about; ${experiments.length} of their experiments explored.`}{" "}
            <Link href={`/store/${personaId}/family`}>Its family</Link>
          </>
        }
      />
      <Stack>
        {mayApprove(actor.role) && (
          <Card aria-labelledby="start-title">
            <CardHead id="start-title" title="Make the next version" note="unsigned, from what experiments recorded" />
            <StartRefinementForm
              personaId={personaId}
              versions={listing.versions.filter(({ state }) => state !== "revoked").map(({ version }) => version)}
              material={material}
            />
          </Card>
        )}
        <Card aria-label="Refinements so far">
          <CardHead title="So far" />
          {refinements.length === 0 ? (
            <EmptyState title="None yet">A candidate takes minutes; it waits here until you sign it.</EmptyState>
          ) : (
            <RefinementList refinements={refinements} />
          )}
        </Card>
      </Stack>
    </Page>
  );
}
