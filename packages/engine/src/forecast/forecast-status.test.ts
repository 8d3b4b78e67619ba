import { describe, expect, it } from "vitest";
import { observed } from "../testing/demo-situation.ts";
import { daily, noise, sampled } from "../testing/traffic.ts";
import { deriveSignals, initialForecastMemory } from "./derive-signals.ts";
import { forecastStatus } from "./forecast-status.ts";

function memoryAfter(seconds: number, days: number) {
  const shake = noise(1);
  let memory = initialForecastMemory();
  for (const [at, value] of sampled(days, seconds, (second) => daily(second) + 10 * shake()))
    memory = deriveSignals(memory, observed({ request_rate: value }, at), at, ["request_rate"]).memory;
  return memory;
}

describe("forecastStatus", () => {
  it("knows nothing of a signal that is not followed", () => {
    expect(forecastStatus(initialForecastMemory(), "request_rate")).toStrictEqual([]);
  });

  it("says at each horizon who speaks and how each fared", () => {
    const status = forecastStatus(memoryAfter(300, 3), "request_rate");
    expect(status.map(({ horizon }) => horizon)).toStrictEqual(["1m", "5m", "15m", "1h"]);
    const [minute, , quarter] = status;
    expect(minute).toMatchObject({ speaker: "persistence", share: 1, checks: 0 });
    expect(minute?.wape).toStrictEqual({
      persistence: null,
      "seasonal-naive": null,
      "holt-winters": null,
      spoken: null,
    });
    expect(quarter?.says.persistence).toBeGreaterThan(0);
    expect(quarter?.says["seasonal-naive"]).toBeGreaterThan(0);
    expect(quarter?.speaker).toBe("holt-winters");
    expect(quarter?.share).toBeGreaterThan(0.5);
    expect(quarter?.wape.spoken).toBeLessThan(quarter?.wape.persistence ?? 0);
    expect(quarter?.wape["seasonal-naive"]).toBeGreaterThan(0);
  });

  it("names the damped Holt a minute ahead while samples come every second", () => {
    const [minute] = forecastStatus(memoryAfter(1, 0.02), "request_rate");
    expect(minute).toMatchObject({ speaker: "damped-holt", share: 1 });
    expect(minute?.wape.spoken).toBeGreaterThan(0);
    expect(minute?.checks).toBeGreaterThan(100);
  });
});
