import { expect, test } from "vitest";
import { compareWith, readEvidence } from "./read-evidence.ts";

const arm = { breachSeconds: 10, coreSeconds: 80, p95Ms: 90 };

test.each([null, 7, "x", [], {}, { arms: 3 }, { arms: { persona: { breachSeconds: "many" } } }])(
  "readEvidence finds no arms in %j",
  (evidence) => {
    expect(readEvidence(evidence).arms).toEqual([]);
  },
);

test.each([
  { arms: { persona: arm } },
  { arms: [{ name: "persona", breach_seconds: 10, core_seconds: 80, p95_ms: 90 }] },
  { results: { arms: { persona: { breachSeconds: { mean: 10 }, coreSeconds: { value: 80 }, p95Ms: 90 } } } },
])("readEvidence reads the arm of %j", (evidence) => {
  expect(readEvidence(evidence).arms).toMatchObject([{ name: "persona", ...arm, p99Ms: null }]);
});

test("readEvidence lists the report's scalar facts in its order", () => {
  expect(readEvidence({ seconds: 240, trace: "flash crowd", seeds: [1, 2], deep: { x: 1 } }).facts).toEqual([
    { name: "seconds", value: "240" },
    { name: "trace", value: "flash crowd" },
    { name: "seeds", value: "1, 2" },
  ]);
});

test("compareWith gives ratios, and none against zero", () => {
  const evidence = readEvidence({
    arms: {
      persona: arm,
      default: { breachSeconds: 20, coreSeconds: 100 },
      reactive: { breachSeconds: 0, coreSeconds: 160 },
    },
  });
  expect(compareWith(evidence, "default")).toEqual({ breach: 0.5, cost: 0.8 });
  expect(compareWith(evidence, "reactive")).toEqual({ breach: null, cost: 0.5 });
  expect(compareWith(evidence, "oracle")).toBeNull();
});
