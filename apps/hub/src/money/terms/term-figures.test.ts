import { expect, test } from "vitest";
import { termFigures } from "./term-figures.ts";

// Somebody agreed to these: another figure is a new version of the terms, not a constant that is changed.
test("termFigures of version 1 are what was agreed to", () => {
  expect(termFigures).toEqual({ refundDays: 14, answerDays: 7, noticeDays: 14, graceDays: 3, commission: "15 %" });
});
