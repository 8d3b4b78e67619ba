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
