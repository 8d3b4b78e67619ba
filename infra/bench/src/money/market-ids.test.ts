import { expect, test } from "vitest";
import { idOf, pairOf } from "./market-ids.ts";

test("idOf makes the ids that the statements make, another one for each number", () => {
  // As `id('tenant', '7')` of the store's statements gives it.
  expect(idOf("tenant", 7)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(Array.from({ length: 1_000 }, (_, place) => idOf("order", place))).size).toBe(1_000);
});

test("pairOf has no tenant order a listing twice, or from itself", () => {
  const market = { sellers: 3, buyers: 40, listings: 20 };
  const all = Array.from({ length: 800 }, (_, place) => pairOf(place, market));
  expect(new Set(all.map(({ buyer, listing }) => `${buyer}/${listing}`)).size).toBe(800);
  expect(all.every(({ buyer, seller }) => buyer > market.sellers && seller <= market.sellers)).toBe(true);
});
