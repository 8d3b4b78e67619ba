import { expect, test } from "vitest";
import { zipfProbabilities } from "./chance/alias-table.ts";
import type { ServiceTime } from "./fleet-model.ts";
import { startSimulation } from "./start-simulation.ts";
import { runQueue } from "./testing/queueing-fleet.ts";
import { sampleFleet } from "./testing/sample-fleet.ts";

const WITHIN = 0.02;
const REQUESTS = 2_000_000;
const exponential: ServiceTime = { kind: "exponential", mean: 1 };

function expectWithin(actual: number, wanted: number, what: string): void {
  expect(Math.abs(actual / wanted - 1), `${what}: ${actual} against ${wanted}`).toBeLessThan(WITHIN);
}

test.each([0.3, 0.5, 0.7])("startSimulation answers as M/M/1 does at load %d", (load) => {
  const { meanMs, p50Ms, p95Ms, p99Ms, errors } = runQueue({ service: exponential, rate: load * 1000 }, REQUESTS, 1);
  const mean = 1 / (1 - load);
  expect(errors).toBe(0);
  expectWithin(meanMs, mean, "mean");
  expectWithin(p50Ms, mean * Math.log(2), "median");
  expectWithin(p95Ms, mean * Math.log(20), "p95");
  expectWithin(p99Ms, mean * Math.log(100), "p99");
});

test.each([2, 4, 10])("startSimulation answers as M/M/%d does, by Erlang's C", (servers) => {
  const load = 0.8;
  const offered = servers * load;
  const queue = { service: exponential, rate: offered * 1000, servers, maxConnections: 1 };
  expectWithin(runQueue(queue, REQUESTS, 2).meanMs, 1 + erlangC(servers, offered) / (servers - offered), "mean");
});

test.each<ServiceTime>([
  exponential,
  { kind: "constant", mean: 1 },
  { kind: "uniform", mean: 1, spread: 1 },
  { kind: "lognormal", mean: 1, sigma: 1.2 },
  { kind: "pareto", mean: 1, shape: 2.2, cutoff: 100 },
])("startSimulation shares a processor so that the mean depends on the mean size alone: %o", (service) => {
  const load = 0.6;
  const queue = { service, rate: load * 1000, discipline: "processor-sharing" as const };
  expectWithin(runQueue(queue, REQUESTS, 3).meanMs, 1 / (1 - load), "mean");
});

test("startSimulation makes requests wait as Pollaczek and Khinchine say", () => {
  const load = 0.6;
  const sigma = 1;
  const service: ServiceTime = { kind: "lognormal", mean: 1, sigma };
  const secondMoment = Math.exp(sigma * sigma);
  const wait = (load * secondMoment) / 2 / (1 - load);
  expectWithin(runQueue({ service, rate: load * 1000 }, REQUESTS, 4).meanMs, 1 + wait, "mean");
});

test.each([100, 400, 1_200])(
  "startSimulation finds what Che's approximation says in an LRU cache of %d items",
  (capacity) => {
    const popularity = zipfProbabilities(2_000, 0.9);
    // The characteristic time, in requests: how long an item stays that nobody asks for.
    const held = (time: number) => popularity.reduce((sum, p) => sum + 1 - Math.exp(-p * time), 0);
    let [low, high] = [0, 1e9];
    for (let turn = 0; turn < 200; turn += 1)
      [low, high] = held((low + high) / 2) < capacity ? [(low + high) / 2, high] : [low, (low + high) / 2];
    const expected = popularity.reduce((sum, p) => sum + p * (1 - Math.exp(-p * low)), 0);
    expectWithin(measuredHitRatio(1_000_000, capacity), expected, "hit ratio");
  },
);

test.each([1, 5, 30])("startSimulation finds what the renewal argument says in a cache of %d seconds", (ttl) => {
  const popularity = zipfProbabilities(2_000, 0.9);
  const expected = popularity.reduce((sum, p) => sum + (p * p * 500 * ttl) / (1 + p * 500 * ttl), 0);
  expectWithin(measuredHitRatio(ttl), expected, "hit ratio");
});

function measuredHitRatio(ttlS: number, capacity?: number): number {
  const [page] = sampleFleet.classes;
  if (page === undefined) return Number.NaN;
  const simulation = startSimulation({
    fleet: {
      ...sampleFleet,
      // Answers take no time, or an item could be asked for twice before it is stored.
      classes: [{ ...page, share: 1, service: { kind: "constant", mean: 1e-4 } }],
      cacheTtlS: { ...sampleFleet.cacheTtlS, short: ttlS },
      cpu: { kind: "fluid" },
      ...(capacity === undefined ? {} : { cache: { capacity } }),
    },
    traffic: { points: [{ t: 0, rate: 500 }] },
    seconds: 2_000,
    seed: 6,
  });
  simulation.advance(200);
  return simulation.advance(1_800).signals["cache_hit_ratio"] ?? Number.NaN;
}

function erlangC(servers: number, offered: number): number {
  let blocked = 1; // Erlang B, by its recursion
  for (let count = 1; count <= servers; count += 1) blocked = (offered * blocked) / (count + offered * blocked);
  return blocked / (1 - (offered / servers) * (1 - blocked));
}
