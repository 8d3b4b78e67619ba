import { describe, expect, it } from "vitest";
import { row, verdict } from "./decision.fixture.ts";
import { clusterMarks, headlineOf, markOf, stretchesOf } from "./marks.ts";

const adjust = (...verdicts: ReturnType<typeof verdict>[]) => ({
  decision: { outcome: "adjust", because: "policy", verdicts } as const,
});

describe("markOf", () => {
  it.each([
    ["a hold", {}, null],
    ["a number that rose", adjust(verdict("cpu", 1, 2)), "grow"],
    ["a number that fell", adjust(verdict("cpu", 2, 1), verdict("other", 1)), "shrink"],
    ["a category that changed", adjust(verdict("cache", "off", "micro")), "switch"],
    ["a rise beside a fall", adjust(verdict("cpu", 1, 2), verdict("max", 2, 1)), "switch"],
    ["a change taken back", { ...adjust(verdict("cpu", 1, 2)), apply: { kind: "undone", because: "x" } }, "undone"],
    ["a change that failed", { ...adjust(verdict("cpu", 1, 2)), apply: { kind: "failed", because: "x" } }, "failed"],
  ] as const)("markOf calls %s by its name", (_, change, kind) => {
    expect(markOf(row(0, change))).toBe(kind);
  });
});

describe("clusterMarks", () => {
  it("clusterMarks gathers what would overlap, shows the loudest kind, and keeps every decision", () => {
    const rows = [
      row(0, adjust(verdict("cpu", 1, 2))),
      row(5, { ...adjust(verdict("cpu", 1, 2)), apply: { kind: "undone", because: "x" } }),
      row(8),
      row(40, adjust(verdict("cpu", 2, 1))),
    ];
    const clusters = clusterMarks(rows, (at) => at, 18);
    expect(clusters.map(({ x, kind, rows: gathered }) => [x, kind, gathered.length])).toEqual([
      [0, "undone", 2],
      [40, "shrink", 1],
    ]);
  });
});

describe("stretchesOf", () => {
  const missing = { kind: "required-signal", signal: "latency_p95", problem: "missing" } as const;

  it("stretchesOf says who decided and what held, and names the missing signal", () => {
    const stretches = stretchesOf(
      [
        row(0),
        row(1000, { decision: { because: "cooling-down", outcome: "hold" } }),
        row(2000, { decision: { because: "cooling-down", outcome: "hold" } }),
        row(3000, { decision: { decider: "fallback", handover: missing } }),
      ],
      5000,
    );
    expect(stretches.map(({ kind, label, from }) => [kind, label, from])).toEqual([
      ["policy", "policy", 0],
      ["held", "held: cooling down", 1000],
      ["fallback", "fallback: latency_p95 is missing", 3000],
    ]);
    expect(stretches[1]?.to).toBe(3000);
  });

  it("stretchesOf ends a stretch where nothing was heard", () => {
    expect(stretchesOf([row(0), row(60_000)], 5000).map(({ from, to }) => [from, to])).toEqual([
      [0, 1000],
      [60_000, 61_000],
    ]);
  });
});

describe("headlineOf", () => {
  it("headlineOf names what moved, or what held", () => {
    expect(headlineOf(row(0, adjust(verdict("cpu", 0.17512, 0.2), verdict("cache", "off", "micro"))))).toBe(
      "cpu 0.175 → 0.2, cache off → micro",
    );
    const held = { ...verdict("cpu", 1), heldBy: "cooldown" as const };
    expect(headlineOf(row(0, { decision: { outcome: "hold", because: "cooling-down", verdicts: [held] } }))).toBe(
      "cooling down (cooldown)",
    );
  });
});
