import type { StorePage } from "@fleet-persona/hub-core";
import Link from "next/link";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Pagination } from "../../ui/pagination.tsx";
import { rowsPerPage, storeHref } from "../store-query.ts";
import type { StoreQuery } from "../store-query.ts";
import { Chips, chipsOf } from "./chips.tsx";
import { CompareTray } from "./compare-tray.tsx";
import { FacetPanel } from "./facet-panel.tsx";
import { SortChoice } from "./sort-choice.tsx";
import { StoreRows } from "./store-rows.tsx";

type Props = {
  readonly query: StoreQuery;
  readonly page: StorePage;
  /** By version, how many of the reader's fleets it fits; empty for those who have none. */
  readonly fits: ReadonlyMap<string, string>;
};

/** What the store answers to a question: how it was understood, what it found, and how to narrow it down. */
export function ResultsPage({ query, page, fits }: Props) {
  const hrefWith = (tray: readonly string[]): string => storeHref(query, { tray, page: query.page });
  return (
    <>
      <div className="mt-4 grid items-start gap-6 lg:grid-cols-[220px_minmax(0,1fr)]">
        <FacetPanel page={page} query={query} />
        <div className="grid min-w-0 gap-4">
          <Chips query={query} />
          <Meant query={query} meant={page.meant} />
          <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
            <h2 role="status" aria-live="polite">
              {countWords(page)}
            </h2>
            <SortChoice query={query} />
          </div>
          {page.rows.length === 0 ? (
            <Nothing query={query} />
          ) : (
            <Card aria-label="Personas">
              <StoreRows rows={page.rows} tray={query.tray} hrefWith={hrefWith} fits={fits} />
            </Card>
          )}
          <Pages query={query} page={page} />
        </div>
      </div>
      <CompareTray tray={query.tray} hrefWith={hrefWith} />
    </>
  );
}

const grouped = new Intl.NumberFormat("en-GB");

function countWords({ total, more }: Pick<StorePage, "total" | "more">): string {
  return `${more ? "more than " : ""}${grouped.format(total)} ${total === 1 ? "Persona" : "Personas"}`;
}

/** Nothing matched what was typed, so something close to it was answered. */
function Meant({ query, meant }: { readonly query: StoreQuery; readonly meant: string | null }) {
  if (meant === null) return null;
  return (
    <p className="text-13">
      Nothing is called “{query.q}”. Did you mean{" "}
      <Link href={storeHref(query, { q: meant })} prefetch={false} className="font-medium">
        {meant}
      </Link>
      ? These are its results.
    </p>
  );
}

function Nothing({ query }: { readonly query: StoreQuery }) {
  if (query.q === "" && chipsOf(query).length === 0)
    return (
      <Card>
        <EmptyState title="The store is empty">
          No Persona has been published on this hub yet. Publish one with the persona command line.
        </EmptyState>
      </Card>
    );
  const narrowed = chipsOf(query).length > 0;
  return (
    <Card>
      <EmptyState
        title={query.q === "" ? "Nothing is like that" : `Nothing found for “${query.q}”`}
        action={{
          href: storeHref(query, { ...withoutChoices, q: narrowed ? query.q : "" }),
          label: narrowed ? "Take the choices back" : "Show all Personas",
        }}
      >
        {narrowed
          ? "No Persona is all of what was chosen. Take one of the choices back."
          : "Try fewer or other words: what should become better, or what runs your fleet."}
      </EmptyState>
    </Card>
  );
}

const withoutChoices: Partial<StoreQuery> = {
  signals: [],
  attributes: [],
  targets: [],
  licences: [],
  prices: [],
  grades: [],
  verified: false,
  publisher: null,
  intent: null,
  sort: "best",
};

function Pages({ query, page: { rows, total, more } }: Pick<Props, "query" | "page">) {
  if (total <= rowsPerPage || rows.length === 0) return null;
  const from = (query.page - 1) * rowsPerPage + 1;
  const to = from + rows.length - 1;
  return (
    <Pagination
      from={from}
      to={to}
      total={total}
      atLeast={more}
      previous={query.page > 1 ? storeHref(query, { page: query.page - 1 }) : undefined}
      next={to < total ? storeHref(query, { page: query.page + 1 }) : undefined}
    />
  );
}
