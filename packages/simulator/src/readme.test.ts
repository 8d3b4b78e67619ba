import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { startSimulation } from "./start-simulation.ts";
import { sampleFleet as fleet } from "./testing/sample-fleet.ts";
import { generateTraffic } from "./traffic/generate-traffic.ts";

test("startSimulation does what the README shows", () => {
  const traffic = generateTraffic({ shape: "flashCrowd", seed: 1, seconds: 300, calm: 180, peak: 700 });
  const simulation = startSimulation({ fleet, traffic, seconds: 300, seed: 1 });
  while (!simulation.done) {
    const { at, signals } = simulation.advance(1);
    const rate = signals["request_rate"] ?? 0; // absent when not observed
    if (rate > 400) simulation.apply({ cpu_allocation: 1 }); // in force after its cost class's delay
    if (at === 60) simulation.fork().advance(60); // what would happen: the original does not move
  }
  const { seconds, requests, coreSeconds } = simulation.summary(10);
  expect(seconds).toBe(290);
  expect(requests).toBeGreaterThan(290 * 170);
  expect(coreSeconds).toBeGreaterThan(2 * 290);
});

test("The README shows the code that this test runs", () => {
  const own = readFileSync(import.meta.filename, "utf8");
  const [, shown = ""] =
    /```ts\n([\s\S]*?)```/.exec(readFileSync(new URL("../README.md", import.meta.url), "utf8")) ?? [];
  const lines = shown.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("simulation.summary"));
  expect(lines.length).toBeGreaterThan(5);
  for (const line of lines) expect(own).toContain(line);
});
