import { truthOf, type Trace } from "@fleet-persona/demo-fleet";
import { expect, it } from "vitest";
import { expertConfiguration, type TrueState } from "./expert.ts";

const relativeSizes = [1.43, 1.14, 0.86, 0.57];
const seen = { relativeSizes, hitRatio: 0.5, queueDepth: 0, latencyP95Ms: 40 };
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

it("expertConfiguration is lean in calm traffic", () => {
  expect(cores(20)).toBeLessThan(0.175);
  expect(at(20)).toMatchObject({ caching_strategy: "short", active_servers: 4 });
});

it("expertConfiguration prepares before the surge is there", () => {
  expect(at(57)).toMatchObject({ caching_strategy: "long" });
  expect(cores(57)).toBeGreaterThan(0.25);
});

it("expertConfiguration needs less once the cache is warm", () => {
  expect(cores(80, { hitRatio: 0.8 })).toBeLessThan(cores(80, { hitRatio: 0.5 }));
});

it("expertConfiguration lets servers go only when all of them at least are too many", () => {
  expect(Number(at(120)["active_servers"])).toBeLessThan(4);
});

it("expertConfiguration works off a backlog whatever the traffic", () => {
  for (const change of [{ queueDepth: 30 }, { latencyP95Ms: 400 }]) {
    expect(at(20, change)).toMatchObject({ cpu_allocation: 0.2875, active_servers: 4, caching_strategy: "long" });
  }
});
