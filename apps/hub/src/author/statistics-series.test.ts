import type { ListingStatistics } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { dateAt, keptBack, meanStarsOf, seriesOf, totalOf } from "./statistics-series.ts";

const statistics: ListingStatistics = {
  window: "90d",
  stepDays: 7,
  versions: [],
  followers: { ofListing: 3, ofPublisher: 0 },
  ratings: { stars: [0, 1, 0, 0, 1], votes: 2, mean: 3.5, lower: 2, shown: 2 },
  points: [
    { from: 0, agents: 0, trials: 2, granted: 1, held: 1, votes: 0, meanStars: null },
    { from: 1, agents: null, trials: 0, granted: 2, held: 3, votes: 1, meanStars: 5 },
    { from: 2, agents: 5, trials: 4, granted: 0, held: 3, votes: 2, meanStars: 3.5 },
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
  expect(
    totalOf(
      [...points, { from: 3, agents: 0, trials: null, granted: 0, held: 0, votes: 0, meanStars: null }],
      "trials",
    ),
  ).toBeNull();
});

test("meanStarsOf has no point before the first vote", () => {
  expect(meanStarsOf(statistics)).toEqual([
    { x: 7, y: 5 },
    { x: 14, y: 3.5 },
  ]);
});

test("keptBack says so of followers, too", () => {
  const open = { ...statistics, points: statistics.points.slice(2) };
  const few = { ...open, followers: { ofListing: null, ofPublisher: 0 } };
  expect([statistics, open, few].map(keptBack)).toEqual([true, false, true]);
});
