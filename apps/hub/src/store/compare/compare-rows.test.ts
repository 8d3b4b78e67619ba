import type { ListingComparison, StoreRow } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { compareRows } from "./compare-rows.ts";

const row = (parts: object): StoreRow =>
  ({
    grade: "passed",
    price: { kind: "free" },
    trialDays: null,
    rating: null,
    measured: null,
    agents: 0,
    publisherName: "Acme",
    sellerDomain: null,
    targets: ["haproxy"],
    licence: "Apache-2.0",
    latestVersion: 1,
    ...parts,
  }) as unknown as StoreRow;
const contract = {
  licence: "Apache-2.0",
  confidence_score: 0.8,
  adaptation: { adjustment_factor: 1, risk_tolerance: 0.3, deadband: 0.02, cooldown_s: { grow: 2, shrink: 30 } },
  triggers: [],
};
const comparison: ListingComparison = {
  rows: [row({}), row({ grade: "pending", rating: { votes: 12, mean: 4.31, lower: 3.6 } })],
  signals: [
    { name: "error_rate", needs: ["optional", "none"] },
    { name: "request_rate", needs: ["required", "required"] },
  ],
  attributes: [],
  scenarios: [
    {
      name: "flash-crowd",
      figures: [
        {
          persona: { breachSeconds: 2, coreSeconds: 60, p95Ms: 90 },
          reactive: { breachSeconds: 9, coreSeconds: 100, p95Ms: 190 },
        },
        null,
      ],
    },
  ],
  contracts: [contract, { ...contract, confidence_score: 0.6 }],
};

const differing = (title: string): readonly string[] =>
  (compareRows(comparison).find((group) => group.title === title)?.rows ?? [])
    .filter(({ differs }) => differs)
    .map(({ name }) => name);

test("compareRows marks what differs and leaves the rest", () => {
  expect(differing("At a glance")).toEqual(["Gate", "Rating"]);
  expect(differing("Signals")).toEqual(["error_rate"]);
  expect(differing("How it acts")).toEqual(["Claimed confidence"]);
});

test("compareRows says each Persona's figure beside the reactive rule it was measured with", () => {
  const gate = compareRows(comparison).find(({ title }) => title === "At the gate");
  expect(gate?.rows).toEqual([
    { name: "flash crowd", cells: ["2 s (rule 9 s), 60 % of its cost", "not run"], differs: true },
  ]);
});

test("compareRows leaves out what neither has, and gives every row a cell for each", () => {
  const groups = compareRows(comparison);
  expect(groups.map(({ title }) => title)).not.toContain("Attributes");
  for (const { cells } of groups.flatMap(({ rows }) => rows)) expect(cells).toHaveLength(2);
});
