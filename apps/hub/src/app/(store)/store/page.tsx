import { getListing, searchListings } from "@fleet-persona/hub-core";
import type { ListingDetail, ListingSummary } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { Suspense } from "react";
import { readEvidence } from "../../../evidence/read-evidence.ts";
import { ListingRow } from "../../../store/listing-row.tsx";
import { SearchBox } from "../../../store/search-box.tsx";
import { WantCard } from "../../../store/want-card.tsx";
import { wants } from "../../../store/wants.ts";
import { ask } from "../../../trpc/ask.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { RowsSkeleton } from "../../../ui/skeleton.tsx";

export const metadata: Metadata = { title: "Store" };

// Rows beyond these show no chart: each chart costs one more read.
const chartedRows = 10;

type Search = { readonly q?: string; readonly focus?: string };

export default async function StorePage({ searchParams }: { readonly searchParams: Promise<Search> }) {
  const { q = "", focus } = await searchParams;
  const question = q.trim().slice(0, 200);
  return (
    <div className="page">
      <div className="store-head">
        <h1>What should your fleet do better?</h1>
        <p className="muted">
          A{" "}
          <dfn title="A signed, learned policy: it looks at what a fleet is living through and says how it should be configured for it">
            Persona
          </dfn>{" "}
          is a signed, learned policy. It runs in shadow first; nothing changes on your hosts until an admin approves
          it.
        </p>
        <SearchBox initial={question} focus={focus === "search"} />
      </div>
      {question === "" && (
        <section aria-label="What people want" className="wants-section">
          <Suspense fallback={<div className="skeleton skeleton-block" />}>
            <Wants />
          </Suspense>
        </section>
      )}
      <Suspense key={question} fallback={<RowsSkeleton rows={3} />}>
        <Results question={question} />
      </Suspense>
    </div>
  );
}

function detailOf({ publisher, personaId }: ListingSummary): Promise<ListingDetail> {
  return ask(getListing, { publisher, name: personaId.slice(publisher.length + 1) });
}

async function Wants() {
  const best = await Promise.all(
    wants.map(async ({ query }) => {
      const { rows: listings } = await ask(searchListings, { q: query, limit: 5 });
      // Nobody is led to what its publisher does not offer any more.
      const offered = listings.find(({ offer }) => offer !== null);
      return offered === undefined ? null : detailOf(offered);
    }),
  );
  return (
    <ul role="list" className="wants">
      {wants.map((want, index) => (
        <WantCard key={want.query} want={want} best={best[index] ?? null} />
      ))}
    </ul>
  );
}

async function Results({ question }: { readonly question: string }) {
  const { rows: listings, total, more } = await ask(searchListings, { q: question, limit: 50 });
  const evidence = await Promise.all(
    listings.slice(0, chartedRows).map(async (listing) => readEvidence((await detailOf(listing)).evidence)),
  );
  if (listings.length === 0) return <NothingFound question={question} />;
  return (
    <section className="card" aria-label="Personas">
      <div className="card-head">
        <h2>{question === "" ? "All Personas" : `Personas for “${question}”`}</h2>
        <p role="status">
          {more ? `more than ${total}` : total} {total === 1 ? "Persona" : "Personas"}
        </p>
      </div>
      <ul role="list" className="listing-rows">
        {listings.map((listing, index) => (
          <ListingRow key={listing.listingId} listing={listing} evidence={evidence[index] ?? null} />
        ))}
      </ul>
    </section>
  );
}

function NothingFound({ question }: { readonly question: string }) {
  return (
    <div className="card">
      {question === "" ? (
        <EmptyState title="The store is empty">
          No Persona has been published on this hub yet. Publish one with the persona command line.
        </EmptyState>
      ) : (
        <EmptyState title={`Nothing found for “${question}”`} action={{ href: "/store", label: "Show all Personas" }}>
          Try fewer or other words: what should become better, or what runs your fleet.
        </EmptyState>
      )}
    </div>
  );
}
