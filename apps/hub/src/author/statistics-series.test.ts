import type { ListingStatistics } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { dateAt, keptBack, seriesOf, totalOf } from "./statistics-series.ts";

const statistics: ListingStatistics = {
  window: "90d",
  stepDays: 7,
  versions: [],
  points: [
    { from: 0, agents: 0, trials: 2, granted: 1, held: 1 },
    { from: 1, agents: null, trials: 0, granted: 2, held: 3 },
    { from: 2, agents: 5, trials: 4, granted: 0, held: 3 },
  ],
};

test("seriesOf places counts at days from the beginning and leaves out what is kept back", () => {
  expect(seriesOf(statistics, "agents")).toEqual([
    { x: 0, y: 0 },
    { x: 14, y: 5 },
  ]);
  expect(seriesOf(statistics, "held").map(({ y }) => y)).toEqual([1, 3, 3]);
});

test("dateAt names the day of a place, and none after the last", () => {
  expect([dateAt(statistics, 0), dateAt(statistics, 14), dateAt(statistics, 20)]).toEqual(["1 Jan", "15 Jan", ""]);
});

test("totalOf is null where one stretch is kept back: the rest would give it away", () => {
  const { points } = statistics;
  expect([totalOf(points, "granted"), totalOf(points, "trials")]).toEqual([3, 6]);
  expect(totalOf([...points, { from: 3, agents: 0, trials: null, granted: 0, held: 0 }], "trials")).toBeNull();
  expect([keptBack(points), keptBack(points.slice(2))]).toEqual([true, false]);
});
