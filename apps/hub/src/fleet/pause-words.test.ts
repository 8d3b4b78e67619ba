import { expect, it } from "vitest";
import { pauseScopeOf, pauseWords } from "./pause-words.ts";

it.each([
  ["all", "", "everything"],
  ["grow", "", "growing"],
  ["shrink", "", "shrinking"],
  ["attribute", "cpu_allocation", "cpu_allocation"],
] as const)("pauseWords says what pauseScopeOf made of %s", (choice, attribute, words) => {
  const scope = pauseScopeOf(choice, attribute);
  expect(scope && pauseWords(scope)).toBe(words);
});

it("pauseScopeOf waits for an attribute to be chosen", () => {
  expect(pauseScopeOf("attribute", "")).toBeNull();
});
