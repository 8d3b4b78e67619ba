import { expect, test } from "vitest";
import { monthSpan, spanOf } from "./month-span.ts";

const december = Date.UTC(2026, 11, 31, 23, 59);

test("monthSpan is a whole month, over the year's end too", () => {
  expect(monthSpan(december)).toEqual({ from: "2026-12-01", to: "2027-01-01" });
  expect(monthSpan(Date.UTC(2026, 1, 1))).toEqual({ from: "2026-02-01", to: "2026-03-01" });
});

test("spanOf reads the days of an address", () => {
  const { fromMs, toMs } = spanOf({ from: "2026-11-01", to: "2026-11-03" }, december);
  expect([fromMs, toMs]).toEqual([Date.UTC(2026, 10, 1), Date.UTC(2026, 10, 3)]);
});

test.each([{}, { from: "2026-11-03", to: "2026-11-01" }, { from: "yesterday", to: "today" }, { from: "2026-11-01" }])(
  "spanOf takes the month where %j is no span",
  (asked) => {
    expect(spanOf(asked, december)).toMatchObject({ from: "2026-12-01", to: "2027-01-01" });
  },
);
