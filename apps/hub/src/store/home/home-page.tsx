import type { StoreRow } from "@fleet-persona/hub-core";
import Link from "next/link";
import type { ReactNode } from "react";
import { Card, CardHead } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Day } from "../day.tsx";
import { measuredPhrase } from "../effect-line.ts";
import { gradeWords } from "../grade-words.ts";
import { CompareTray } from "../results/compare-tray.tsx";
import { SellerLine } from "../seller-line.tsx";
import { emptyQuery, listingHref, storeHref } from "../store-query.ts";
import { IntentCard } from "./intent-card.tsx";
import type { Home } from "./read-home.ts";

type Props = { readonly home: Home; readonly search: ReactNode; readonly tray: readonly string[] };

const grouped = new Intl.NumberFormat("en-GB");

/** The store's first page: what people want, each with what serves it best; then what is new. */
export function HomePage({ home: { intents, verified, measured, listed }, search, tray }: Props) {
  return (
    <>
      <header className="mx-auto mb-8 grid max-w-narrow gap-3 pt-2 text-center sm:pt-6">
        <h1 className="sm:text-40">What should your fleet do better?</h1>
        <p className="text-16 text-muted">
          A{" "}
          <dfn title="A signed, learned policy: it looks at what a fleet is living through and says how it should be configured for it">
            Persona
          </dfn>{" "}
          is a signed, learned policy. It runs in shadow first; nothing changes on your hosts until an admin approves
          it.
        </p>
        <div className="mt-2 text-left">{search}</div>
        <p className="text-13">
          <Link href={storeHref(emptyQuery, { sort: "best", tray })} prefetch={false}>
            {listed === 1 ? "Show the one Persona" : `Show all ${grouped.format(listed)} Personas`}
          </Link>
        </p>
      </header>
      <section aria-labelledby="intents-title">
        <h2 id="intents-title" className="mb-3">
          What people come for
        </h2>
        <ul className="m-0 grid list-none gap-4 p-0 sm:grid-cols-2 lg:grid-cols-3">
          {intents.map((each) => (
            <IntentCard key={each.intent.slug} shown={each} tray={tray} />
          ))}
        </ul>
      </section>
      <div className="mt-8 grid items-start gap-6 md:grid-cols-2">
        <NewList
          title="Newly verified"
          note="what the gate let through last"
          rows={verified}
          tray={tray}
          empty="The gate has passed no Persona yet."
          lineOf={({ grade, updatedAt, latestVersion }) => (
            <>
              {gradeWords[grade].word.toLowerCase()}, v{latestVersion}, <Day at={updatedAt} />
            </>
          )}
        />
        <NewList
          title="Newly measured"
          note="fleets told what it did for them"
          rows={measured}
          tray={tray}
          empty="No fleet has published what it measured yet. Whoever runs a Persona can plan an experiment and be the first."
          lineOf={({ measured: effect }) => (effect === null ? null : measuredPhrase(effect))}
        />
      </div>
      <CompareTray tray={tray} hrefWith={(next) => storeHref(emptyQuery, { tray: next })} />
    </>
  );
}

type NewListProps = {
  readonly title: string;
  readonly note: string;
  readonly rows: readonly StoreRow[];
  readonly tray: readonly string[];
  readonly empty: string;
  readonly lineOf: (row: StoreRow) => ReactNode;
};

function NewList({ title, note, rows, tray, empty, lineOf }: NewListProps) {
  return (
    <Card>
      <CardHead title={title} note={note} />
      {rows.length === 0 ? (
        <EmptyState title="Nothing yet">{empty}</EmptyState>
      ) : (
        <ul className="m-0 list-none p-0">
          {rows.map((row) => (
            <li
              key={row.listingId}
              data-row=""
              className="border-b border-line px-4 py-3 last:border-b-0 focus-within:bg-sunk hover:bg-sunk"
            >
              <Link
                href={listingHref(row.personaId, tray)}
                prefetch={false}
                className="inline-flex min-h-6 items-center font-medium text-text wrap-anywhere"
              >
                {row.title}
              </Link>
              <p className="flex flex-wrap items-center gap-x-3 text-12 text-muted">
                <SellerLine publisher={row.publisher} name={row.publisherName} domain={row.sellerDomain} />
                <span>{lineOf(row)}</span>
              </p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
