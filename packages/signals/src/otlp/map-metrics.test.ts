import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import { bucketQuantile } from "../bucket-quantile.ts";
import { exponentialBuckets } from "./histogram-buckets.ts";
import { initialMetricsMemory, mapMetrics, type MetricsMemory } from "./map-metrics.ts";
import type { MetricPoint, PointData } from "./metric-point.ts";
import { metricsResponse } from "./response.ts";
import { otlpRuleSchema } from "./rule.ts";

const NOW = 1_767_225_600_000;

function point(data: PointData, at: number, more: Partial<MetricPoint> = {}): MetricPoint {
  return { metric: "m", unit: "", resource: new Map(), attributes: new Map(), startAt: null, at, data, ...more };
}
const sum = (value: number, temporality: "delta" | "cumulative" = "cumulative"): PointData => ({
  kind: "sum",
  value,
  monotonic: true,
  temporality,
});
const host = (name: string) => ({ resource: new Map([["host.name", name]]) });
const histogram = (counts: readonly [number, number, number], temporality: "delta" | "cumulative"): PointData => ({
  kind: "histogram",
  count: counts[0] + counts[1] + counts[2],
  sum: counts[0] * 0.05 + counts[1] * 0.3 + counts[2],
  buckets: [
    { from: 0, to: 0.1, count: counts[0] },
    { from: 0.1, to: 0.5, count: counts[1] },
    { from: 0.5, to: Infinity, count: counts[2] },
  ],
  temporality,
});

function run(rule: object, batches: readonly (readonly MetricPoint[])[]) {
  const rules = [otlpRuleSchema.parse({ metric: "m", signal: "s", ...rule })];
  let memory: MetricsMemory = initialMetricsMemory;
  return batches.map((points, index) => {
    const mapped = mapMetrics(rules, memory, points, NOW + index * 10_000);
    memory = mapped.memory;
    return mapped;
  });
}
const last = (mapped: ReturnType<typeof run>) => mapped.at(-1)?.signals["s"];

describe("mapMetrics", () => {
  it("mapMetrics takes a gauge's value with its own time", () => {
    expect(last(run({ use: "value", scale: 100 }, [[point({ kind: "gauge", value: 0.25 }, NOW - 3000)]]))).toEqual({
      value: 25,
      at: NOW - 3000,
    });
  });

  it("mapMetrics makes a rate of a cumulative sum from its second point on, over resets", () => {
    const all = run({ use: "rate" }, [
      [point(sum(100), NOW)],
      [point(sum(150), NOW + 10_000)],
      [point(sum(30), NOW + 20_000)],
    ]);
    expect(all.map(({ signals }) => signals["s"]?.value)).toEqual([undefined, 5, 3]);
  });

  it("mapMetrics reads a newer start as a process that began anew, even when the count is higher", () => {
    const began = { startAt: NOW + 8_000 };
    const all = run({ use: "rate" }, [
      [point(sum(100), NOW, { startAt: NOW - 60_000 })],
      [point(sum(120), NOW + 10_000, began)],
    ]);
    expect(last(all)?.value).toBe(60);
  });

  it("mapMetrics makes a rate of a delta sum from its own interval", () => {
    expect(last(run({ use: "rate" }, [[point(sum(40, "delta"), NOW, { startAt: NOW - 20_000 })]]))?.value).toBe(2);
  });

  it("mapMetrics adds the rates of instances and averages their gauges", () => {
    const rates = run({ use: "rate" }, [
      [point(sum(0), NOW, host("a"))],
      [point(sum(0), NOW + 5_000, host("b"))],
      [point(sum(200), NOW + 20_000, host("a"))],
      [point(sum(100), NOW + 25_000, host("b"))],
    ]);
    expect(last(rates)?.value).toBe(15);
    const gauges = [
      point({ kind: "gauge", value: 2 }, NOW, host("a")),
      point({ kind: "gauge", value: 4 }, NOW, host("b")),
    ];
    expect(last(run({ use: "value" }, [gauges]))?.value).toBe(3);
    expect(last(run({ use: "value", combine: "max" }, [gauges]))?.value).toBe(4);
  });

  it("mapMetrics takes quantiles and means of what was added, merged over instances", () => {
    const before = [point(histogram([1000, 0, 0], "cumulative"), NOW, host("a"))];
    const after = [point(histogram([1090, 10, 0], "cumulative"), NOW + 10_000, host("a"))];
    expect(last(run({ use: "p95", scale: 1000 }, [before, after]))?.value).toBeCloseTo(300);
    expect(last(run({ use: "mean" }, [before, after]))?.value).toBeCloseTo((90 * 0.05 + 10 * 0.3) / 100);
    const deltas = ["a", "b"].map((name) =>
      point(histogram([50, 0, 50], "delta"), NOW, { startAt: NOW - 1000, ...host(name) }),
    );
    expect(last(run({ use: "p95" }, [deltas]))?.value).toBe(0.5);
    expect(last(run({ use: "rate" }, [deltas]))?.value).toBe(200);
  });

  it("mapMetrics selects by attributes of the point or its resource", () => {
    const rule = { use: "value", attributes: { kind: "web", "host.name": "a" } };
    const web = { attributes: new Map([["kind", "web"]]) };
    const mapped = run(rule, [
      [
        point({ kind: "gauge", value: 1 }, NOW, { ...web, ...host("a") }),
        point({ kind: "gauge", value: 9 }, NOW, { ...web, ...host("b") }),
      ],
    ]);
    expect(last(mapped)?.value).toBe(1);
    expect(mapped[0]).toMatchObject({ rejected: 1, message: "1 data points: no rule of this host reads this metric" });
  });

  it.each([
    ["from the future", { kind: "gauge", value: 1 }, NOW + 60_000, "value", /ahead/],
    ["that is old", { kind: "gauge", value: 1 }, NOW - 700_000, "value", /10 min old/],
    ["of another kind", { kind: "gauge", value: 1 }, NOW, "p95", /gauge, which has no p95/],
  ] as const)("mapMetrics rejects a point %s", (_what, data, at, use, message) => {
    const [mapped] = run({ use }, [[point(data, at)]]);
    expect(mapped).toMatchObject({ signals: {}, rejected: 1 });
    expect(mapped?.message).toMatch(message);
  });

  it("mapMetrics is not moved by a point that comes twice or late", () => {
    const all = run({ use: "rate" }, [
      [point(sum(0), NOW)],
      [point(sum(50), NOW + 10_000)],
      [point(sum(50), NOW + 10_000)],
      [point(sum(20), NOW + 4_000)],
    ]);
    expect(all.map(({ signals, rejected }) => [signals["s"]?.value, rejected])).toEqual([
      [undefined, 0],
      [5, 0],
      [undefined, 0],
      [undefined, 0],
    ]);
  });

  it("mapMetrics remembers a bounded number of series", () => {
    const many = Array.from({ length: 3000 }, (_, index) => point({ kind: "gauge", value: 1 }, NOW, host(`h${index}`)));
    expect(run({ use: "value" }, [many])[0]?.memory.size).toBe(1000);
  });
});

describe("exponentialBuckets", () => {
  it("exponentialBuckets are within their relative error of the true quantile", () => {
    const scale = 3;
    const base = 2 ** (2 ** -scale);
    const values = Array.from({ length: 1000 }, (_, index) => 0.5 + index);
    const counts = new Map<number, number>();
    for (const value of values) {
      const index = Math.ceil(Math.log(value) / Math.log(base)) - 1;
      counts.set(index, (counts.get(index) ?? 0) + 1);
    }
    const offset = Math.min(...counts.keys());
    const positive = {
      offset,
      counts: Array.from({ length: Math.max(...counts.keys()) - offset + 1 }, (_, n) => counts.get(offset + n) ?? 0),
    };
    const buckets = exponentialBuckets({
      scale,
      zeroCount: 0,
      zeroThreshold: 0,
      positive,
      negative: { offset: 0, counts: [] },
    });
    const p95 = bucketQuantile(buckets ?? [], 0.95) ?? 0;
    expect(p95 / 949.5).toBeGreaterThan(1 / base);
    expect(p95 / 949.5).toBeLessThan(base);
  });
});

describe("metricsResponse", () => {
  const { root } = protobuf.parse(
    'syntax = "proto3"; message Response { Partial partial_success = 1; } message Partial { int64 rejected_data_points = 1; string error_message = 2; } message Status { int32 code = 1; string message = 2; }',
  );

  it("metricsResponse says nothing when all was taken", () => {
    expect(metricsResponse({ kind: "accepted", rejected: 0, message: "" }, "protobuf")).toHaveLength(0);
    expect(metricsResponse({ kind: "accepted", rejected: 0, message: "" }, "json")).toBe("{}");
  });

  it.each([1, 127, 128, 300, 2 ** 31])("metricsResponse tells protobufjs that %i points were rejected", (rejected) => {
    const message = "n".repeat(200);
    const bytes = metricsResponse({ kind: "accepted", rejected, message }, "protobuf");
    const type = root.lookupType("Response");
    expect(type.toObject(type.decode(bytes), { longs: Number })).toEqual({
      partialSuccess: { rejectedDataPoints: rejected, errorMessage: message },
    });
    expect(JSON.parse(metricsResponse({ kind: "accepted", rejected, message }, "json"))).toEqual({
      partialSuccess: { rejectedDataPoints: String(rejected), errorMessage: message },
    });
  });

  it("metricsResponse gives a Status when nothing could be read", () => {
    const type = root.lookupType("Status");
    const bytes = metricsResponse({ kind: "failed", code: 3, message: "no" }, "protobuf");
    expect(type.toObject(type.decode(bytes))).toEqual({ code: 3, message: "no" });
  });
});
