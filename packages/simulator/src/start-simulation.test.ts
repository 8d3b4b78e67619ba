import { expect, test } from "vitest";
import { startSimulation } from "./start-simulation.ts";
import { sampleFleet } from "./testing/sample-fleet.ts";

const scenario = { fleet: sampleFleet, traffic: { points: [{ t: 0, rate: 300 }] }, seconds: 20, seed: 3 };

test("startSimulation gives the same run for the same scenario", () => {
  const run = () => {
    const simulation = startSimulation(scenario);
    const seen = [];
    while (!simulation.done) {
      if (simulation.at === 5) simulation.apply({ cpu_allocation: 0.3, load_balancing_algorithm: "random2" });
      seen.push(simulation.advance(1));
    }
    return JSON.stringify([seen, simulation.summary(0)]);
  };
  expect(run()).toBe(run());
});

test("startSimulation lives through the very requests it is given, and says which of them make no sense", () => {
  const requests = [
    { at: 0.5, class: "search", cost: 2 },
    { at: 1, class: "catalogue", item: 7 },
    { at: 3, class: "catalogue", item: 7 },
    { at: 21, class: "search" },
  ];
  const recorded = { ...scenario, traffic: { ...scenario.traffic, requests } };
  const simulation = startSimulation(recorded);
  simulation.apply({ caching_strategy: "long" });
  const seen = simulation.advance(20);
  expect(simulation.summary(0).requests).toBe(3);
  expect(seen.signals).toMatchObject({ request_rate: 0.15, cache_hit_ratio: 0.5 });
  const wrong = (own: object) => () =>
    startSimulation({ ...scenario, traffic: { points: [], requests: [{ at: 1, class: "search", ...own }] } });
  expect(wrong({ at: Number.NaN })).toThrow(/traffic\.requests\[0\]: times/);
  expect(wrong({ class: "warp" })).toThrow(/no class warp/);
  expect(wrong({ item: 1e9 })).toThrow(/no item 1000000000/);
  expect(wrong({ cost: -1 })).toThrow(/cost must be/);
});

test("startSimulation forks a copy that goes on as the original does, and apart from it", () => {
  const original = startSimulation(scenario);
  original.apply({ load_balancing_algorithm: "random2" });
  original.advance(7.3);
  const twin = original.fork();
  const apart = original.fork();
  apart.apply({ cpu_allocation: 0.1 });
  apart.advance(12.7);
  expect(twin.advance(12.7)).toEqual(original.advance(12.7));
  expect(twin.summary(0)).toEqual(original.summary(0));
  expect(apart.summary(0).coreSeconds).toBeLessThan(original.summary(0).coreSeconds);
});
