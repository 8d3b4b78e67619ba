import { describe, expect, it } from "vitest";
import { NOW, observed } from "../testing/demo-situation.ts";
import { deriveSignals, initialForecastMemory, type ForecastMemory } from "./derive-signals.ts";
import type { Signals } from "../signals.ts";

/** Feeds one value a second and returns what is derived from the last. */
function after(values: readonly number[], memory = initialForecastMemory()) {
  let signals: Signals = {};
  for (const [second, value] of values.entries()) {
    const now = NOW + second * 1000;
    const taken = deriveSignals(memory, observed({ request_rate: value }, now), now, ["request_rate"]);
    memory = taken.memory;
    signals = taken.signals;
  }
  return { memory, value: (suffix: string) => signals[`request_rate.${suffix}`]?.value ?? Number.NaN };
}

/** A repeatable noise of mean 0 and variance about 1. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return (state / 4_294_967_296 - 0.5) * Math.sqrt(12);
  };
}

/** Requests a second of a day squeezed into half an hour: swing, ramps, noise of counting. */
function squeezedDay(seed: number): number[] {
  const shake = noise(seed);
  return Array.from({ length: 1800 }, (_, second) => {
    const swing = 150 + 60 * Math.sin((second / 900) * 2 * Math.PI);
    const flash = second % 600 > 400 && second % 600 < 480 ? 120 * Math.min(1, ((second % 600) - 400) / 20) : 0;
    return Math.max(0, swing + flash + Math.sqrt(swing) * shake());
  });
}

describe("deriveSignals", () => {
  it("forecasts a constant as itself, without doubt", () => {
    const { value } = after(Array.from({ length: 60 }, () => 120));
    expect([value("forecast_10s"), value("forecast_1m"), value("trend"), value("forecast_1m_deviation")]).toStrictEqual(
      [120, 120, 0, 0],
    );
  });

  it("reports the slope of a ramp within a tenth and forecasts its direction", () => {
    const { value } = after(Array.from({ length: 120 }, (_, second) => 100 + 2 * second));
    expect(value("trend")).toBeGreaterThan(1.8);
    expect(value("trend")).toBeLessThan(2.2);
    expect(value("forecast_10s")).toBeGreaterThan(100 + 2 * 119);
  });

  it("is surer of the near than of the far, and less sure of a noisy signal", () => {
    const shake = noise(1);
    const { value } = after(Array.from({ length: 200 }, () => 120 + 10 * shake()));
    expect(value("forecast_10s_deviation")).toBeGreaterThan(8);
    expect(value("forecast_1m_deviation")).toBeGreaterThan(value("forecast_10s_deviation"));
  });

  it("never forecasts less than nothing for a signal that was never negative", () => {
    expect(after([400, 300, 200, 100, 20, 5]).value("forecast_1m")).toBeGreaterThanOrEqual(0);
  });

  it.each([10, 60])("errs less than persistence %i s ahead on noisy traffic with ramps", (ahead) => {
    let forecast = 0;
    let persistence = 0;
    for (const seed of [1, 2, 3]) {
      const trace = squeezedDay(seed);
      let memory = initialForecastMemory();
      for (const [second, value] of trace.slice(0, -ahead).entries()) {
        const now = NOW + second * 1000;
        const taken = deriveSignals(memory, observed({ request_rate: value }, now), now, ["request_rate"]);
        memory = taken.memory;
        const said = taken.signals[`request_rate.forecast_${ahead === 60 ? "1m" : "10s"}`]?.value ?? Number.NaN;
        forecast += Math.abs(said - (trace[second + ahead] ?? Number.NaN));
        persistence += Math.abs(value - (trace[second + ahead] ?? Number.NaN));
      }
    }
    expect(forecast).toBeLessThan(persistence);
  });

  it("reports its own recent error beside persistence's", () => {
    const { value } = after(squeezedDay(1));
    expect(value("forecast_error")).toBeGreaterThan(0);
    expect(value("persistence_error")).toBeGreaterThan(0);
  });

  it("derives nothing from a signal that is missing or not finite and ages with one that stopped", () => {
    const { memory } = after([100, 100, 100]);
    const now = NOW + 60_000;
    const gone = deriveSignals(memory, {}, now, ["request_rate"]);
    expect(gone.signals).toStrictEqual({});
    const ruined = deriveSignals(memory, observed({ request_rate: Number.NaN }, now), now, ["request_rate"]);
    expect(ruined.signals["request_rate.forecast_10s"]).toBeUndefined();
    const stopped = deriveSignals(memory, observed({ request_rate: 100 }, NOW + 2000), now, ["request_rate"]);
    expect(stopped.signals["request_rate.forecast_10s"]?.at).toBe(NOW + 2000);
    expect(stopped.memory).toStrictEqual(memory);
  });

  it("starts afresh after a long silence and keeps a memory that is plain JSON", () => {
    const { memory } = after(Array.from({ length: 50 }, (_, second) => 10 * second));
    const now = NOW + 600_000;
    const taken = deriveSignals(memory, observed({ request_rate: 7 }, now), now, ["request_rate"]);
    expect(taken.signals["request_rate.trend"]?.value).toBe(0);
    expect(JSON.parse(JSON.stringify(taken.memory))).toStrictEqual(taken.memory);
  });

  it("looks five, fifteen and sixty minutes ahead, persistently at first", () => {
    const { value } = after([100, 120]);
    for (const horizon of ["5m", "15m", "1h"]) {
      expect(value(`forecast_${horizon}`)).toBe(100);
      expect(value(`forecast_${horizon}_deviation`)).toBe(0);
    }
  });

  it("says a minute ahead what errs least where samples come every minute", () => {
    const shake = noise(2);
    let memory = initialForecastMemory();
    const error = { forecast: 0, persistence: 0 };
    const values = Array.from({ length: 240 }, () => 100 + 10 * shake());
    for (const [minute, value] of values.slice(0, -1).entries()) {
      const now = NOW + minute * 60_000;
      const taken = deriveSignals(memory, observed({ request_rate: value }, now), now, ["request_rate"]);
      memory = taken.memory;
      const truth = values[minute + 1] ?? Number.NaN;
      error.forecast += Math.abs((taken.signals["request_rate.forecast_1m"]?.value ?? Number.NaN) - truth);
      error.persistence += Math.abs(value - truth);
    }
    expect(error.forecast).toBeLessThan(0.85 * error.persistence);
  });

  it.each([
    ["of an earlier version", { request_rate: { holt: { at: 1, level: 2 }, pending: null, error: null } }],
    ["of a later version", { request_rate: { version: 99 } }],
    ["that is not one", { request_rate: 7 }],
    ["that is null", null],
  ])("starts afresh from a memory %s", (_, memory) => {
    const fresh = after([100, 110]);
    expect(after([100, 110], memory as unknown as ForecastMemory).memory).toStrictEqual(fresh.memory);
  });

  it("goes on when the clock is set back, and skips readings without a time", () => {
    const { memory } = after(Array.from({ length: 50 }, (_, second) => 10 * second));
    const now = NOW - 3_600_000;
    const taken = deriveSignals(memory, observed({ request_rate: 7 }, now), now, ["request_rate"]);
    expect(taken.signals["request_rate.trend"]).toStrictEqual({ value: 0, at: now });
    expect(taken.signals["request_rate.forecast_10s"]?.value).toBe(7);
    const undated = deriveSignals(memory, observed({ request_rate: 7 }, Number.NaN), now, ["request_rate"]);
    expect(undated.memory).toStrictEqual(memory);
  });
});
