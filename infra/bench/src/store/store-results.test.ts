import { expect, test } from "vitest";
import type { Answer } from "./open-loop.ts";
import { loadResults, quantile } from "./store-results.ts";

test("quantile is the nearest rank", () => {
  expect(quantile([5, 1, 4, 2, 3], 0.5)).toBe(3);
  expect(quantile([5, 1, 4, 2, 3], 0.95)).toBe(5);
  expect(quantile([], 0.95)).toBeNaN();
});

test("loadResults judges what the hub took, tells what was seen, and meets nothing that was not measured", () => {
  const answer = (place: number, change: Partial<Answer> = {}): Answer => ({
    kind: "search",
    path: "/store?q=surge",
    demanding: true,
    mark: `m-${place}`,
    status: 200,
    fromIntendedMs: 80,
    bytes: 1_000,
    ...change,
  });
  const answers = [answer(1), answer(2), answer(3, { status: 500 })];
  const rows = new Map(
    loadResults(
      answers,
      new Map([
        ["m-1", 20],
        ["m-2", 40],
        ["m-3", 60],
      ]),
      1,
    ).map((row) => [row.name, row]),
  );
  expect(rows.get("search_p95_ms")).toMatchObject({ value: 60, met: false });
  expect(rows.get("search_p50_ms")?.value).toBe(40);
  expect(rows.get("search_seen_p95_ms")?.value).toBe(80);
  expect(rows.get("listing_p95_ms")).toMatchObject({ met: false });
  expect(rows.get("failed_requests")).toMatchObject({ value: 1, met: false });
});
