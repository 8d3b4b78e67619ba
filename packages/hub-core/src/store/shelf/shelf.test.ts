import { array, assert, constantFrom, nat, property, record, uniqueArray } from "fast-check";
import { expect, test } from "vitest";
import { eachOf } from "./bits.ts";
import type { Bits } from "./bits.ts";
import { searchShelf } from "./search-shelf.ts";
import { Shelf } from "./shelf.ts";
import type { ShelfRow } from "./shelf.ts";

const rowOf = (place: number, facets: readonly number[], rank = place): ShelfRow => ({
  place,
  listingId: `id-${String(place).padStart(6, "0")}`,
  rank,
  updatedAt: place,
  ratingLower: place % 3,
  priceMinor: place % 2,
  facets,
  labels: [],
});
const saying = (document: readonly string[]) => ({ document, heading: [] });
const placesIn = (shelf: Shelf, bits: Bits): readonly number[] => {
  const places: number[] = [];
  eachOf(bits, (slot) => places.push(shelf.rows[slot]?.place ?? -1));
  return places.toSorted((a, b) => a - b);
};
const step = record({ what: constantFrom("set", "remove"), place: nat(2_000), facets: uniqueArray(nat(9)) });

test("Shelf has of each term and word what a list of the rows has, whatever came and went", () => {
  assert(
    property(array(step, { maxLength: 80 }), (steps) => {
      const shelf = new Shelf();
      const rows = new Map<number, readonly number[]>();
      // Asked for before and after: one of them is kept while the shelf changes.
      shelf.word("'3'");
      for (const { what, place, facets } of steps) {
        const words = facets.map(String);
        if (what === "remove") rows.delete(place);
        else rows.set(place, facets);
        if (what === "remove") shelf.remove(place);
        else shelf.set(rowOf(place, facets), { document: words, heading: words.filter((word) => word > "4") });
      }
      const having = (term: number) =>
        [...rows].flatMap(([place, facets]) => (facets.includes(term) ? [place] : [])).toSorted((a, b) => a - b);
      for (let term = 0; term < 10; term += 1) expect(placesIn(shelf, shelf.having(term))).toEqual(having(term));
      for (let word = 0; word < 10; word += 1) {
        const { anywhere, heading } = shelf.word(`'${word}'`);
        expect(placesIn(shelf, anywhere)).toEqual(having(word));
        expect(placesIn(shelf, heading)).toEqual(word > 4 ? having(word) : []);
      }
      const either = new Set([...having(1), ...having(2)]);
      expect(placesIn(shelf, shelf.word("'1' | '2'").anywhere)).toEqual([...either].toSorted((a, b) => a - b));
      expect(shelf.size).toBe(rows.size);
    }),
  );
});

test("Shelf keeps its sets while it grows", () => {
  const shelf = new Shelf();
  for (let place = 1; place <= 5_000; place += 1)
    shelf.set(rowOf(place, place % 2 === 0 ? [1, 2] : [1]), saying([3, 4_999].includes(place) ? ["a"] : []));
  shelf.word("'a'");
  for (let place = 5_001; place <= 9_000; place += 1)
    shelf.set(rowOf(place, [1]), saying(place === 8_000 ? ["a"] : []));
  expect(placesIn(shelf, shelf.word("'a'").anywhere)).toEqual([3, 4_999, 8_000]);
  expect(placesIn(shelf, shelf.having(2))).toHaveLength(2_500);
});

test("searchShelf counts of few and of many alike, and leaves a facet's own choice out of its counts", () => {
  for (const size of [300, 9_000]) {
    const shelf = new Shelf();
    // 1: prices, 2 and 3: licences.
    for (let place = 1; place <= size; place += 1) shelf.set(rowOf(place, [1, place % 3 === 0 ? 2 : 3]), saying([]));
    const answer = searchShelf(shelf, {
      words: [],
      labels: null,
      facets: new Map([["licences", [2]]]),
      sort: "best",
      limit: 3,
      offset: 1,
      kindOf: (term) => (term === 1 ? "prices" : "licences"),
    });
    expect(answer.found).toBe(size / 3);
    expect(answer.counts.get(1)).toBe(size / 3);
    const own = answer.countsBut.get("licences");
    expect([own?.get(2), own?.get(3)]).toEqual([size / 3, (size * 2) / 3]);
    const places = answer.listingIds.map((id) => Number(id.slice(3)));
    expect(places).toEqual([size - 3, size - 6, size - 9]);
  }
});

test("searchShelf puts what is named so first, and breaks ties by id", () => {
  const shelf = new Shelf();
  for (let place = 1; place <= 40; place += 1) {
    const [document, heading] = [
      [1, 2, 3, 4, 30, 31],
      [30, 4],
    ].map((places) => (places.includes(place) ? ["a"] : []));
    shelf.set(rowOf(place, [1], 0.5), { document: document ?? [], heading: heading ?? [] });
  }
  const word = shelf.word("'a'");
  const question = { words: [word], labels: null, facets: new Map(), limit: 4, offset: 0, kindOf: () => undefined };
  const order = (sort: "best" | "newest") =>
    searchShelf(shelf, { ...question, sort }).listingIds.map((id) => Number(id.slice(3)));
  expect(order("best")).toEqual([4, 30, 1, 2]);
  expect(order("newest")).toEqual([31, 30, 4, 3]);
});
