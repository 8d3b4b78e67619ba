import { compareListings } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { readEnvironment } from "../../../../env.ts";
import { compareHref } from "../../../../store/compare/compare-href.ts";
import { ComparePage } from "../../../../store/compare/compare-page.tsx";
import { pageMetadata } from "../../../../store/indexing/page-metadata.ts";
import { emptyQuery, storeHref, trayOf } from "../../../../store/store-query.ts";
import type { SearchParams } from "../../../../store/store-query.ts";
import { askPublic } from "../../../../trpc/ask.ts";
import { Card } from "../../../../ui/card.tsx";
import { EmptyState } from "../../../../ui/empty-state.tsx";
import { Page, PageHead } from "../../../../ui/page.tsx";

type Props = { readonly searchParams: Promise<SearchParams> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const tray = trayOf(await searchParams);
  return pageMetadata({
    hubUrl: readEnvironment().hubUrl,
    path: compareHref(tray),
    title: tray.length < 2 ? "Compare Personas" : `Compare ${tray.join(" and ")}`,
    description:
      "Personas side by side: contract, evidence on one scale, gate, price, ratings and what fleets measured.",
    indexed: false,
  });
}

export default async function CompareListingsPage({ searchParams }: Props) {
  const params = await searchParams;
  const tray = trayOf(params);
  return (
    <Page>
      <PageHead title="Compare" lead="Two or three Personas side by side." />
      {tray.length < 2 ? (
        <Card>
          <EmptyState
            title={tray.length === 0 ? "Nothing is collected yet" : "One is collected; two make a comparison"}
            action={{ href: storeHref(emptyQuery, { sort: "best", tray }), label: "Choose Personas" }}
          >
            Choose “+ Compare” beside a Persona, or press c on it. Three can stand side by side.
          </EmptyState>
        </Card>
      ) : (
        <ComparePage
          comparison={await askPublic(compareListings, { personaIds: [...tray] })}
          tray={tray}
          onlyDifferences={params["only"] === "differences"}
        />
      )}
    </Page>
  );
}
