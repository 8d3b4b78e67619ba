import { expect, it } from "vitest";
import { gateSeconds } from "./gate-seconds.ts";

it("gateSeconds says how long a gate took and how much it did meanwhile", async () => {
  const results = await gateSeconds(32);
  expect(results.map(({ name, value }) => [name, value > 0])).toEqual([
    ["gate_seconds", true],
    ["gate_scenario_runs", true],
    ["gate_fuzz_cases", true],
  ]);
  expect(results.find(({ name }) => name === "gate_scenario_runs")).toMatchObject({ value: 32, met: false });
});
