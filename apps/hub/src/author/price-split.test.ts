import type { Price } from "@fleet-persona/hub-core";
import { assert, integer, property, record } from "fast-check";
import { expect, test } from "vitest";
import { splitLine, splitRows } from "./price-split.ts";

const basisPoints = 1_500;
const once: Price = { kind: "one-off", amountMinor: 4_900, currency: "EUR" };

test.each<[Price, string]>([
  [once, "Buyers pay 49.00 EUR + tax · the platform keeps 7.35 EUR · you receive 41.65 EUR"],
  [
    { kind: "subscription", amountMinor: 501, currency: "JPY", every: "year" },
    "Buyers pay 501 JPY a year + tax · the platform keeps 75 JPY · you receive 426 JPY",
  ],
  [
    { kind: "per-agent", amountMinor: 300, currency: "USD", every: "month" },
    "Buyers pay 3.00 USD an agent and month + tax · the platform keeps 0.45 USD · you receive 2.55 USD",
  ],
  [{ kind: "free" }, "Nobody pays anything, and you receive nothing."],
])("splitLine says of %j what becomes of it", (price, line) => {
  expect(splitLine({ price, agents: 1, basisPoints })).toBe(line);
});

test("splitRows shows what many agents bring, and a year of months", () => {
  const price: Price = { kind: "per-agent", amountMinor: 300, currency: "USD", every: "month" };
  expect(splitRows({ price, agents: 10, basisPoints })).toEqual([
    { label: "Each month, one agent", paidMinor: 300, keptMinor: 45, receivedMinor: 255 },
    { label: "Each month, 10 agents", paidMinor: 3_000, keptMinor: 450, receivedMinor: 2_550 },
    { label: "In a year of that", paidMinor: 36_000, keptMinor: 5_400, receivedMinor: 30_600 },
  ]);
  expect(splitRows({ price: { ...price, every: "year" }, agents: 1, basisPoints })).toHaveLength(1);
  expect(splitRows({ price: { kind: "free" }, agents: 1, basisPoints })).toEqual([]);
});

test("splitRows adds up in every row", () => {
  const asked = record({
    amountMinor: integer({ min: 1, max: 50_000_000 }),
    agents: integer({ min: 1, max: 500 }),
  });
  assert(
    property(asked, ({ amountMinor, agents }) => {
      const price: Price = { kind: "per-agent", amountMinor, currency: "EUR", every: "month" };
      for (const { paidMinor, keptMinor, receivedMinor } of splitRows({ price, agents, basisPoints }))
        expect(keptMinor + receivedMinor).toBe(paidMinor);
    }),
  );
});
