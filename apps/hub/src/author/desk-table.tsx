import type { DeskListing } from "@fleet-persona/hub-core";
import Link from "next/link";
import { verdictOf } from "../reviews/verdict-words.ts";
import { Badge } from "../ui/badge.tsx";
import { Card, CardHead } from "../ui/card.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Table, Td, Th } from "../ui/table.tsx";
import { priceWords } from "../store/price-words.ts";
import { whenPhrase } from "./when-phrase.ts";

type Props = { readonly listings: readonly DeskListing[]; readonly now: number };

/** Everything the tenant sells, with its figures. */
export function DeskTable({ listings, now }: Props) {
  return (
    <Card aria-label="Your Personas">
      <CardHead title="Your Personas" />
      <Table caption="Your Personas" links>
        <thead>
          <tr>
            <Th>Persona</Th>
            <Th>State</Th>
            <Th>Offer</Th>
            <Th>Newest in the gate</Th>
            <Th>Price</Th>
            <Th num>Held by, tenants</Th>
            <Th>Changed</Th>
          </tr>
        </thead>
        <tbody>
          {listings.map((listing) => (
            <DeskRow key={listing.listingId} listing={listing} now={now} />
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

const tones = { good: "good", warn: "warn", bad: "bad", open: "neutral" } as const;

function DeskRow({ listing, now }: { readonly listing: DeskListing; readonly now: number }) {
  const { personaId, title, status, offer, coming, gate, price, priced, holders, latestVersion, updatedAt } = listing;
  const verdict = verdictOf(gate);
  return (
    <tr>
      <Th scope="row" className="min-w-45">
        <Link href={`/author/${personaId}`}>{title}</Link>
        <span className="block font-mono text-12 font-normal text-muted">{personaId}</span>
      </Th>
      <Td>
        <Badge tone={status === "listed" ? "good" : "accent"}>{status === "listed" ? "Listed" : "Draft"}</Badge>
      </Td>
      <Td className="whitespace-nowrap">
        {offer === null ? "none" : `v${offer.version}`}
        {coming !== null && (
          <span className="block text-12 text-muted">
            v{coming.version} {whenPhrase(coming.offeredFrom - now)}
          </span>
        )}
      </Td>
      <Td className="whitespace-nowrap">
        <Badge tone={tones[verdict.tone]} title={verdict.meaning}>
          v{latestVersion} {verdict.words}
        </Badge>
      </Td>
      <Td className="whitespace-nowrap">{priced ? priceWords(price) : "none yet"}</Td>
      <Td num>{holders}</Td>
      <Td className="whitespace-nowrap">
        <LocalTime at={updatedAt} />
      </Td>
    </tr>
  );
}
