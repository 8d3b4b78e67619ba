import { describe, expect, test } from "vitest";
import { evaluateTrace } from "./evaluate-trace.ts";
import { forecastResults } from "./forecast-bench.ts";
import { generateTraces } from "./generate-traces.ts";
import type { Sample, Trace } from "./trace.ts";

function every(seconds: number, values: readonly number[]): Trace {
  return { name: "trace", samples: values.map((value, index): Sample => [index * seconds * 1000, value]) };
}

describe("evaluateTrace", () => {
  test("evaluateTrace measures persistence as the textbook does and skips horizons nearer than the next sample", () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 + (index % 7));
    const [first, second, ...rest] = evaluateTrace(every(300, values));
    expect([first?.horizon, second?.horizon, rest.map(({ horizon }) => horizon)]).toStrictEqual(["5m", "15m", ["1h"]]);
    const truths = values.slice(3);
    const off = truths.reduce((sum, truth, index) => sum + Math.abs(truth - (values[index] ?? 0)), 0);
    expect(second?.count).toBe(97);
    expect(second?.persistence).toBeCloseTo(off / truths.reduce((sum, truth) => sum + truth, 0), 12);
  });

  test("evaluateTrace does not peek: what comes later changes nothing that was evaluated before", () => {
    const past = Array.from({ length: 60 }, (_, index) => 100 + ((index * 37) % 11));
    const settled = (later: number) => {
      const horizons = evaluateTrace(every(300, [...past, ...Array.from({ length: 3 }, () => later)]));
      return horizons.find(({ horizon }) => horizon === "15m");
    };
    const sizeOf = (later: number) => past.slice(3).reduce((sum, value) => sum + value, 0) + 3 * later;
    const spoken = (later: number) => (settled(later)?.spoken ?? Number.NaN) * sizeOf(later);
    const persistence = (later: number) => (settled(later)?.persistence ?? Number.NaN) * sizeOf(later);
    // Far above everything, both miss the last three by what they said of them: the difference is from before.
    expect(spoken(1e6) - persistence(1e6)).toBeCloseTo(spoken(2e6) - persistence(2e6), 3);
  });

  test("evaluateTrace holds no sample against a forecast that came due in a gap", () => {
    const { samples } = every(
      60,
      Array.from({ length: 200 }, () => 5),
    );
    const gap = samples.filter(([at]) => at < 80 * 60_000 || at >= 120 * 60_000);
    const minute = evaluateTrace({ name: "gap", samples: gap }).find(({ horizon }) => horizon === "1m");
    expect(minute?.count).toBe(158);
    expect(minute?.ratio).toBe(1);
  });
});

describe("forecastResults", () => {
  test("forecastResults takes the median and the worst over the traces that reach a horizon", () => {
    const at15 = (ratio: number) => ({
      trace: `of ${ratio}`,
      horizons: [
        {
          horizon: "15m" as const,
          persistence: 1,
          seasonalNaive: 1,
          holtWinters: 1,
          spoken: ratio,
          ratio,
          covered: 0.8,
          count: 99,
        },
      ],
    });
    const results = forecastResults([at15(0.7), at15(1.2), at15(0.9), at15(0.8)]);
    const value = (name: string) => results.find((result) => result.name === name);
    expect(value("forecast_wape_vs_persistence")?.value).toBeCloseTo(0.85);
    expect(value("forecast_worst_vs_persistence_15m")).toMatchObject({ value: 1.2, met: false });
  });
});

describe("generateTraces", () => {
  test("generateTraces makes the same finite traffic each time, different for each seed", () => {
    const traces = generateTraces();
    expect(generateTraces()).toStrictEqual(traces);
    expect(new Set(traces.map(({ samples }) => samples[0]?.[1])).size).toBe(traces.length);
    for (const { samples } of traces)
      expect(samples.every(([, value]) => value >= 0 && Number.isFinite(value))).toBe(true);
  });
});
