import { parseYaml } from "@fleet-persona/fleet-config";
import { startSimulation } from "@fleet-persona/simulator";
import { describe, expect, it, test } from "vitest";
import { projectText, TEMPLATES } from "../templates/template.ts";
import { fleetModelOf } from "./fleet-model-of.ts";
import { KNOWN_SIGNALS, nearest, signalFault } from "./known-signals.ts";
import { projectSchema } from "./project-schema.ts";

test("KNOWN_SIGNALS are what the simulator gives", () => {
  const text = projectText("shop", "acme", TEMPLATES["flash-sale"]!);
  const parsed = parseYaml(text, projectSchema);
  if (parsed.kind === "refused") throw new TypeError(JSON.stringify(parsed.problems));
  const simulation = startSimulation({
    fleet: fleetModelOf(parsed.value),
    traffic: {
      points: [{ t: 0, rate: 150 }],
      campaigns: [{ from: 5, to: 8, value: 1 }],
      startsAt: { secondOfDay: 0, dayOfWeek: 0 },
    },
    seconds: 4,
    seed: 1,
  });
  expect(Object.keys(simulation.advance(4).signals).toSorted()).toEqual([...KNOWN_SIGNALS].toSorted());
});

describe("signalFault", () => {
  it.each(["request_rate", "request_rate.trend", "latency_p95.forecast_10s_deviation", "time_of_day.sin"])(
    "takes %s",
    (name) => {
      expect(signalFault(name)).toBeNull();
    },
  );

  it.each([
    ["requestrate", "there is no signal requestrate: did you mean request_rate?"],
    ["request_rate.forecast_10", "request_rate.forecast_10 is no derived signal: write request_rate.forecast_10s"],
    ["intent.minimise_cost", "intent.minimise_cost is declared by people"],
    ["host_load", "host_load is not something the simulator gives"],
    ["zzzzzz", "there is no signal zzzzzz: known are request_rate, "],
  ])("says of %s what to write instead", (name, words) => {
    expect(signalFault(name)).toContain(words);
  });
});

test("nearest puts the nearest first and leaves out what is far", () => {
  expect(nearest("latency_p9", ["latency_p95", "throughput", "latency_p50"])).toEqual(["latency_p95", "latency_p50"]);
  expect(nearest("x", ["throughput"])).toEqual([]);
});
