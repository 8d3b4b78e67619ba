import type { Price, RatingSummary } from "@fleet-persona/hub-core";
import { amountOf } from "../price-words.ts";

/** A node of schema.org's vocabulary. */
export type JsonLd = { readonly [property: string]: JsonValue };
type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonLd;

/** What a search engine is told of a listing; nothing the page itself does not show. */
export type ListingFacts = {
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly version: number;
  readonly licence: string;
  readonly updatedAt: number;
  readonly price: Price;
  readonly offered: boolean;
  readonly seller: { readonly name: string; readonly url: string };
  /** Null while no vote counts: an average of nothing is not told. */
  readonly rating: RatingSummary | null;
};

/** A listing as schema.org's SoftwareApplication with its offer, and its rating where votes were counted. */
export function listingData(facts: ListingFacts): JsonLd {
  const { url, title, summary, version, licence, updatedAt, seller, rating } = facts;
  const organisation = { "@type": "Organization", name: seller.name, url: seller.url };
  return {
    "@context": "https://schema.org",
    "@type": "SoftwareApplication",
    "@id": url,
    url,
    name: title,
    description: summary,
    applicationCategory: "DeveloperApplication",
    operatingSystem: "Linux",
    softwareVersion: String(version),
    license: licence,
    dateModified: new Date(updatedAt).toISOString(),
    author: organisation,
    ...(facts.offered ? { offers: { ...offerOf(facts.price), url, seller: organisation } } : {}),
    ...(rating === null || rating.votes === 0 ? {} : { aggregateRating: ratingOf(rating) }),
  };
}

function offerOf(price: Price): JsonLd {
  const base = { "@type": "Offer", availability: "https://schema.org/InStock" };
  if (price.kind === "free") return { ...base, price: "0", priceCurrency: "EUR" };
  const amount = { price: amountOf(price), priceCurrency: price.currency };
  if (price.kind === "one-off") return { ...base, ...amount };
  const unitText = price.kind === "per-agent" ? `agent and ${price.every}` : price.every;
  return { ...base, ...amount, priceSpecification: { "@type": "UnitPriceSpecification", ...amount, unitText } };
}

function ratingOf({ votes, mean }: RatingSummary): JsonLd {
  return {
    "@type": "AggregateRating",
    ratingValue: Math.round(mean * 10) / 10,
    ratingCount: votes,
    bestRating: 5,
    worstRating: 1,
  };
}

/** Where a page is: its parents in order, itself last. */
export function breadcrumbData(trail: readonly { readonly name: string; readonly url: string }[]): JsonLd {
  return {
    "@context": "https://schema.org",
    "@type": "BreadcrumbList",
    itemListElement: trail.map(({ name, url }, index) => ({
      "@type": "ListItem",
      position: index + 1,
      name,
      item: url,
    })),
  };
}

/** The store and how it is searched. */
export function storeData(hubUrl: string): JsonLd {
  return {
    "@context": "https://schema.org",
    "@type": "WebSite",
    name: "Fleet Persona",
    url: `${hubUrl}/store`,
    potentialAction: {
      "@type": "SearchAction",
      target: { "@type": "EntryPoint", urlTemplate: `${hubUrl}/store?q={query}` },
      "query-input": "required name=query",
    },
  };
}

const escapes: Readonly<Record<string, string>> = {
  "<": "\\u003c",
  ">": "\\u003e",
  "&": "\\u0026",
  "\u2028": "\\u2028",
  "\u2029": "\\u2029",
};

/** JSON that can stand in a script element: whatever a seller wrote, it neither ends the element nor begins a comment in it. */
export function scriptJson(data: JsonLd): string {
  return JSON.stringify(data).replaceAll(/[<>&\u2028\u2029]/g, (character) => escapes[character] ?? "");
}
