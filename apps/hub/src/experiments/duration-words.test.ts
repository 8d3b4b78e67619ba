import { expect, it } from "vitest";
import { durationPhrase, elapsedPhrase } from "./duration-words.ts";

it.each([
  [0, "0 s"],
  [40.4, "40 s"],
  [59.7, "1 min"],
  [90, "1.5 min"],
  [21_600, "6 h"],
  [86_400, "1 day"],
  [216_000, "2.5 days"],
  [Number.POSITIVE_INFINITY, "–"],
])("durationPhrase of %d s is %s", (seconds, phrase) => {
  expect(durationPhrase(seconds)).toBe(phrase);
});

it.each([
  [0, "0 s"],
  [59, "59 s"],
  [60, "1 min"],
  [8_070, "2 h 14 min"],
  [90_000, "1 day 1 h"],
  [259_200, "3 days"],
])("elapsedPhrase of %d s is %s", (seconds, phrase) => {
  expect(elapsedPhrase(seconds)).toBe(phrase);
});
