import { searchListings } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { readEnvironment } from "../../../env.ts";
import { fitsOf, fitWords } from "../../../store/fits-of.ts";
import { HomePage } from "../../../store/home/home-page.tsx";
import { readHome } from "../../../store/home/read-home.ts";
import { pageMetadata } from "../../../store/indexing/page-metadata.ts";
import { ResultsPage } from "../../../store/results/results-page.tsx";
import { questionTitle } from "../../../store/results/question-title.ts";
import { SearchBox } from "../../../store/search-box.tsx";
import { asksSomething, hiddenFields, parseStoreQuery, searchInputOf, storeHref } from "../../../store/store-query.ts";
import type { SearchParams, StoreQuery } from "../../../store/store-query.ts";
import { askPublic } from "../../../trpc/ask.ts";
import { Page, PageHead } from "../../../ui/page.tsx";

type Props = { readonly searchParams: Promise<SearchParams> };

const description =
  "Signed, learned configuration policies for fleets of servers. Every one is run by the gate before anybody installs it, and fleets say what it did for them.";

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const query = parseStoreQuery(await searchParams);
  const { hubUrl } = readEnvironment();
  const path = storeHref(query, { tray: [], page: query.page });
  // Intents are pages of their own; every other question is one of as many as there are people.
  const indexed = path === storeHref({ ...query, tray: [] }, { ...onlyIntent(query), page: 1 });
  return pageMetadata({ hubUrl, path, title: questionTitle(query), description, indexed });
}

const onlyIntent = ({ intent }: StoreQuery): Partial<StoreQuery> => ({ ...parseStoreQuery({}), intent });

export default async function StorePage({ searchParams }: Props) {
  const params = await searchParams;
  const query = parseStoreQuery(params);
  const box = <SearchBox initial={query.q} focus={params["focus"] === "search"} rest={hiddenFields(query)} />;
  if (!asksSomething(query)) {
    return (
      <Page>
        <HomePage home={await readHome()} search={box} tray={query.tray} />
      </Page>
    );
  }
  const page = await askPublic(searchListings, searchInputOf(query));
  const fits = fitWords(await fitsOf(page.rows.map(({ latestVersionId }) => latestVersionId)));
  return (
    <Page>
      <PageHead title={questionTitle(query)} />
      {box}
      <ResultsPage query={query} page={page} fits={fits} />
    </Page>
  );
}
