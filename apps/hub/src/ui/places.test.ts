import { expect, test } from "vitest";
import { matching, places } from "./places.ts";

test("matching with nothing typed keeps every place", () => {
  expect(matching(places, "  ")).toEqual(places);
});

test.each([
  ["flee", ["Fleets", "Create a fleet"]],
  ["who DID", ["Audit"]],
  ["store market", ["Store"]],
  ["nothing like it", []],
])("matching %j finds %j", (typed, labels) => {
  expect(matching(places, typed).map(({ label }) => label)).toEqual(labels);
});

test("places have one key each", () => {
  const keys = places.flatMap(({ key }) => (key === undefined ? [] : [key]));
  expect(new Set(keys).size).toBe(keys.length);
});
