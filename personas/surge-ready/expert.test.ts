import { truthOf, type Trace } from "@fleet-persona/demo-fleet";
import { expect, it } from "vitest";
import { expertConfiguration, type TrueState } from "./expert.ts";

const relativeSizes = [1.43, 1.14, 0.86, 0.57];
const seen = { relativeSizes, costFactor: 1.1, hitRatio: 0.5, queueDepth: 0, latencyP95Ms: 40 };
const trace: Trace = {
  points: [
    { t: 0, rate: 180 },
    { t: 60, rate: 180 },
    { t: 64, rate: 430 },
    { t: 90, rate: 430 },
    { t: 94, rate: 60 },
    { t: 200, rate: 60 },
  ],
};
const at = (t: number, change: Partial<TrueState> = {}) =>
  expertConfiguration({ truth: truthOf(trace), t, ...seen, ...change });
const cores = (t: number, change: Partial<TrueState> = {}) => Number(at(t, change)["cpu_allocation"]);

it("expertConfiguration is lean in calm traffic: fewer servers, fewer cores in all", () => {
  const calm = at(20);
  const active = Number(calm["active_servers"]);
  expect(active).toBeLessThan(4);
  const inAll = Number(calm["cpu_allocation"]) * relativeSizes.slice(0, active).reduce((sum, size) => sum + size, 0);
  expect(inAll).toBeLessThan(0.7);
});

it("expertConfiguration prepares before the surge is there", () => {
  expect(at(58)).toMatchObject({ caching_strategy: "long", active_servers: 4, max_connections: 4 });
  expect(cores(58)).toBeGreaterThan(cores(20) + 0.03);
});

it("expertConfiguration gives more where requests cost more", () => {
  expect(cores(80, { costFactor: 1.3 })).toBeGreaterThan(cores(80, { costFactor: 0.9 }));
});

it("expertConfiguration lets pages be fresher when little is asked", () => {
  expect(at(150)).toMatchObject({ caching_strategy: "short" });
});

it("expertConfiguration needs less once the cache is warm", () => {
  expect(cores(80, { hitRatio: 0.8 })).toBeLessThan(cores(80, { hitRatio: 0.5 }));
});

it("expertConfiguration works off a backlog whatever the traffic", () => {
  for (const change of [{ queueDepth: 30 }, { latencyP95Ms: 400 }]) {
    expect(at(20, change)).toMatchObject({ cpu_allocation: 0.2875, active_servers: 4, caching_strategy: "long" });
  }
});
