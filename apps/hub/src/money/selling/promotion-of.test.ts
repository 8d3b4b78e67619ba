import { expect, test } from "vitest";
import { promotionOf } from "./promotion-of.ts";

test("promotionOf reads a code as it is typed", () => {
  expect(promotionOf({ code: " launch20 ", percent: "20", most: "" })).toEqual({
    code: "LAUNCH20",
    percentOff: 20,
    mostRedemptions: null,
  });
  expect(promotionOf({ code: "FIRST", percent: "100", most: "50" })?.mostRedemptions).toBe(50);
});

test.each([
  ["abc", "20", ""],
  ["no spaces", "20", ""],
  ["LAUNCH", "0", ""],
  ["LAUNCH", "101", ""],
  ["LAUNCH", "12.5", ""],
  ["LAUNCH", "20", "0"],
  ["LAUNCH", "20", "many"],
])("promotionOf waits at %s, %s percent, %s times", (code, percent, most) => {
  expect(promotionOf({ code, percent, most })).toBeNull();
});
