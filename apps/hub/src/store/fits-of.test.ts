import type { FleetFit } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { fitWords } from "./fits-of.ts";

const fit = (fits: boolean | null, personaVersionId = "v") => ({ personaVersionId, fits }) as unknown as FleetFit;

test.each([
  [[true], "fits your fleet"],
  [[false], "does not fit your fleet"],
  [[null], "your hosts have not said what they can"],
  [[true, true, false], "fits 2 of your fleets"],
  [[false, false], "fits none of your fleets"],
  [[false, null], "your hosts have not said what they can"],
] as const)("fitWords says of fleets that fit %j: %s", (each, words) => {
  expect(fitWords(each.map((fits) => fit(fits))).get("v")).toBe(words);
});

test("fitWords keeps versions apart", () => {
  expect([...fitWords([fit(true, "a"), fit(false, "b")]).keys()]).toEqual(["a", "b"]);
});
