import { expect, test } from "vitest";
import { bytes, comparedTo, shortFingerprint, shownNumber, shownValue } from "./figures.ts";

test.each([
  [0, "0"],
  [0.17512, "0.175"],
  [-3.25, "−3.25"],
  [12_345.6, "12,346"],
  [4, "4"],
  [null, "–"],
  [Number.NaN, "–"],
])("shownNumber of %s is %s", (value, shown) => {
  expect(shownNumber(value)).toBe(shown);
});

test.each([
  [0.69, "31 % fewer"],
  [1.12, "12 % more"],
  [1.001, "the same"],
])("comparedTo of %s is %s", (ratio, phrase) => {
  expect(comparedTo(ratio, "fewer", "more")).toBe(phrase);
});

test.each([
  [812, "812 B"],
  [47_820, "47.8 kB"],
  [58_200_000, "58.2 MB"],
])("bytes of %i is %s", (count, shown) => {
  expect(bytes(count)).toBe(shown);
});

test("shortFingerprint keeps the scheme and ten characters", () => {
  expect(shortFingerprint("SHA256:9f2cA1bbQQzz123")).toBe("SHA256:9f2cA1bbQQ…");
});

test.each([
  [true, "on"],
  [4, "4"],
  ["micro", "micro"],
  [undefined, "–"],
])("shownValue of %s is %s", (value, shown) => {
  expect(shownValue(value)).toBe(shown);
});
