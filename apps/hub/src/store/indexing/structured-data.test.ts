import { assert, constantFrom, property, string } from "fast-check";
import { expect, test } from "vitest";
import { breadcrumbData, listingData, scriptJson, storeData } from "./structured-data.ts";
import type { JsonLd, ListingFacts } from "./structured-data.ts";

const facts: ListingFacts = {
  url: "https://hub.example/store/acme/surge",
  title: "Surge ready",
  summary: "Grows a web fleet before the crowd arrives.",
  version: 4,
  licence: "Apache-2.0",
  updatedAt: Date.UTC(2026, 10, 26),
  price: { kind: "free" },
  offered: true,
  seller: { name: "Acme", url: "https://hub.example/store/acme" },
  rating: null,
};

test.each([
  "</script><script>alert(1)</script>",
  "<!--<script>",
  "]]>",
  "&lt;/script&gt;",
  "\u2028alert(1)\u2029",
  '"},"@type":"Product',
  "</SCRIPT >",
])("scriptJson of a name %j is the same data, and holds nothing that ends or opens an element", (title) => {
  const text = scriptJson(listingData({ ...facts, title, summary: title, licence: title }));
  expect(text).not.toMatch(/[<>&\u2028\u2029]/);
  expect(JSON.parse(text)).toMatchObject({ name: title, description: title, license: title });
});

const hostile = constantFrom("<", ">", "&", "/", "script", "!--", "\u2028", "\u2029", '"', "\\", "é", "𝕏", "\u0000");

test("scriptJson is the same data for every text there is", () => {
  assert(
    property(string({ unit: hostile }), (name) => {
      const data: JsonLd = { name };
      expect(scriptJson(data)).not.toMatch(/[<>&]/);
      expect(JSON.parse(scriptJson(data))).toEqual(data);
    }),
  );
});

test("listingData tells a rating only where votes were counted", () => {
  expect(listingData(facts)).not.toHaveProperty("aggregateRating");
  expect(listingData({ ...facts, rating: { votes: 0, mean: 0, lower: 0 } })).not.toHaveProperty("aggregateRating");
  expect(listingData({ ...facts, rating: { votes: 7, mean: 4.27, lower: 3.1 } })).toMatchObject({
    aggregateRating: { ratingValue: 4.3, ratingCount: 7, bestRating: 5, worstRating: 1 },
  });
});

test("listingData offers at the price there is, and nothing that cannot be got", () => {
  expect(listingData(facts)).toMatchObject({ offers: { price: "0", seller: { name: "Acme" } } });
  expect(listingData({ ...facts, offered: false })).not.toHaveProperty("offers");
  const price = { kind: "per-agent", amountMinor: 350, currency: "EUR", every: "month" } as const;
  expect(listingData({ ...facts, price })).toMatchObject({
    offers: { price: "3.50", priceCurrency: "EUR", priceSpecification: { unitText: "agent and month" } },
  });
});

test("breadcrumbData counts from one", () => {
  const trail = [
    { name: "Store", url: "https://hub.example/store" },
    { name: "Acme", url: "https://hub.example/store/acme" },
  ];
  expect(breadcrumbData(trail)).toMatchObject({ itemListElement: [{ position: 1 }, { position: 2, name: "Acme" }] });
});

test("storeData says how the store is searched", () => {
  expect(JSON.stringify(storeData("https://hub.example"))).toContain("https://hub.example/store?q={query}");
});
