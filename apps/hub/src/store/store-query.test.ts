import { array, assert, constantFrom, dictionary, oneof, property, shuffledSubarray, string } from "fast-check";
import { searchInputSchema, STORE_SORTS } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import {
  asksSomething,
  emptyQuery,
  listingHref,
  mostCompared,
  parseStoreQuery,
  searchInputOf,
  storeHref,
  storeParams,
  toggled,
} from "./store-query.ts";
import type { SearchParams } from "./store-query.ts";

/** As a browser sends an address back. */
function paramsOf(search: string): SearchParams {
  const params = new URLSearchParams(search);
  return Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name)]));
}

const anyText = string({ unit: "binary", maxLength: 260 });
const anyParams = dictionary(
  oneof(
    constantFrom("q", "signal", "attribute", "target", "licence", "price", "grade", "verified", "sort", "page"),
    constantFrom("with", "publisher", "intent", "__proto__", "constructor"),
    anyText,
  ),
  oneof(anyText, array(anyText, { maxLength: 20 }), constantFrom("1", "best", "a/b", "acme/surge", "2", "999")),
);

test("parseStoreQuery reads back what storeParams wrote, whatever the address was", () => {
  assert(
    property(anyParams, (params) => {
      const query = parseStoreQuery(params);
      expect(parseStoreQuery(paramsOf(storeParams(query)))).toEqual(query);
    }),
  );
});

test("searchInputOf asks the hub nothing that it refuses, whatever the address was", () => {
  assert(
    property(anyParams, (params) => {
      expect(searchInputSchema.safeParse(searchInputOf(parseStoreQuery(params))).error).toBeUndefined();
    }),
  );
});

test("parseStoreQuery gives equal addresses to equal questions, in whatever order they were chosen", () => {
  assert(
    property(shuffledSubarray(["request_rate", "error_rate", "latency_p95", "queue_depth"]), (signal) => {
      const chosen = storeHref(parseStoreQuery({ signal }));
      expect(storeHref(parseStoreQuery({ signal: signal.toReversed() }))).toBe(chosen);
    }),
  );
});

test.each([
  [{ q: "  surge\u0000 ahead " }, { q: "surge  ahead" }],
  [{ q: "x".repeat(300) }, { q: "x".repeat(200) }],
  [{ sort: "cheapest" }, { sort: null }],
  [{ sort: ["rating", "best"] }, { sort: "rating" }],
  [{ page: "0" }, { page: 1 }],
  [{ page: "-3" }, { page: 1 }],
  [{ page: "1e3" }, { page: 1 }],
  [{ page: "999" }, { page: 100 }],
  [{ publisher: "../etc" }, { publisher: null }],
  [{ grade: ["pending", "excellent", "passed"] }, { grades: ["passed", "pending"] }],
  [{ price: "cheap" }, { prices: [] }],
  [{ intent: "survive-a-surge" }, { intent: "survive-a-surge" }],
  [{ intent: "win" }, { intent: null }],
  [{ with: ["a/b", "acme/surge", "acme/surge", "<x>"] }, { tray: ["acme/surge"] }],
  [{ with: ["ab/1", "ab/2", "ab/3", "ab/4"] }, { tray: ["ab/1", "ab/2", "ab/3"].slice(0, mostCompared) }],
  [{ signal: ["", " ", "x".repeat(65), "b", "a", "b"] }, { signals: ["a", "b"] }],
])("parseStoreQuery reads %j as %j", (params, expected) => {
  expect(parseStoreQuery(params)).toEqual({ ...emptyQuery, ...expected });
});

test("storeHref goes to the first page with every change but that of the page", () => {
  const query = parseStoreQuery({ q: "surge", page: "3" });
  expect(storeHref(query, { sort: "newest" })).toBe("/store?q=surge&sort=newest");
  expect(storeHref(query, { page: 4 })).toBe("/store?q=surge&page=4");
  expect(storeHref(query, toggled(query, "signals", "request_rate"))).toBe("/store?q=surge&signal=request_rate");
  expect(storeHref(emptyQuery)).toBe("/store");
});

test("toggled takes away what was chosen", () => {
  const query = parseStoreQuery({ grade: ["passed", "pending"] });
  expect(toggled(query, "grades", "passed")).toEqual({ grades: ["pending"] });
});

test("asksSomething is true of every choice, and not of what was only collected", () => {
  expect(asksSomething(parseStoreQuery({ with: "acme/surge" }))).toBe(false);
  for (const sort of STORE_SORTS) expect(asksSomething(parseStoreQuery({ sort }))).toBe(true);
  expect(asksSomething(parseStoreQuery({ verified: "1" }))).toBe(true);
});

test("listingHref carries what was collected", () => {
  expect(listingHref("acme/surge", ["acme/night"])).toBe("/store/acme/surge?with=acme/night");
  expect(listingHref("acme/surge", [])).toBe("/store/acme/surge");
});
