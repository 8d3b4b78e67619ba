import { randomFromSeed } from "@fleet-persona/learning";
import { expect, test } from "vitest";
import { REQUEST_KINDS, requestMix } from "./query-mix.ts";
import { mistyped, zipfPlace, zipfVocabulary } from "./store-words.ts";

const catalogue = {
  words: zipfVocabulary(randomFromSeed(1), 500),
  listings: ["acme/one", "acme/two", "other/three"],
  sellers: ["acme", "other"],
};

test("requestMix asks the same with the same seed, something else with another, and everything that is measured", () => {
  const mix = requestMix(catalogue, 5, 2_000);
  expect(requestMix(catalogue, 5, 2_000)).toEqual(mix);
  expect(requestMix(catalogue, 6, 2_000)).not.toEqual(mix);
  expect(new Set(mix.map(({ kind }) => kind))).toEqual(new Set(REQUEST_KINDS));
  expect(mix.filter(({ demanding }) => demanding).length).toBeGreaterThan(50);
  expect(mix.every(({ path }) => path.startsWith("/"))).toBe(true);
});

test("zipfPlace draws the first place most often, and never one that is not there", () => {
  const random = randomFromSeed(2);
  const places = Array.from({ length: 20_000 }, () => zipfPlace(random, 1_000));
  const often = (place: number): number => places.filter((one) => one === place).length;
  expect(Math.min(...places)).toBe(0);
  expect(Math.max(...places)).toBeLessThan(1_000);
  expect(often(0) / often(1)).toBeGreaterThan(1.4);
  expect(often(0) / often(9)).toBeGreaterThan(4);
});

test("mistyped leaves short words alone and changes others by a letter or two, behind the first", () => {
  const random = randomFromSeed(3);
  expect(mistyped(random, "web")).toBe("web");
  for (let turn = 0; turn < 200; turn += 1) {
    const word = mistyped(random, "checkout");
    expect(word[0]).toBe("c");
    expect(Math.abs(word.length - 8)).toBeLessThan(2);
  }
});
