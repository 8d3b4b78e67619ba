import { explicitBuckets, exponentialBuckets } from "./histogram-buckets.ts";
import { bucketsOf, doubleOf, flatAttributes, integerOf, listOf, recordOf, timeOf, type Json } from "./json-values.ts";
import {
  MOST_BUCKETS,
  MOST_POINTS,
  type DecodedMetricsRequest,
  type MetricPoint,
  type PointData,
} from "./metric-point.ts";
import { observed, temporalityOf } from "./raw-point.ts";

type Kind = "gauge" | "sum" | "histogram" | "exponentialHistogram" | "summary";
const KINDS: readonly Kind[] = ["gauge", "sum", "histogram", "exponentialHistogram", "summary"];

/**
 * Decodes an OTLP/HTTP JSON metrics request: proto3 JSON in lower camel case, 64-bit integers as texts or numbers,
 * enumerations as numbers. Unknown fields are left out, as the specification asks.
 */
export function decodeMetricsJson(text: string): DecodedMetricsRequest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { kind: "refused", code: "malformed", message: "the body is not JSON" };
  }
  const request = recordOf(json);
  if (request === null || (request["resourceMetrics"] !== undefined && !Array.isArray(request["resourceMetrics"])))
    return { kind: "refused", code: "malformed", message: "the body has no list resourceMetrics" };
  const points: MetricPoint[] = [];
  let unreadable = 0;
  for (const { resource, metric } of metricsOf(request)) {
    for (const point of pointsOf(metric, resource)) {
      if (point === null) unreadable += 1;
      else points.push(point);
      if (points.length + unreadable > MOST_POINTS) {
        const message = `a request carries more than ${MOST_POINTS} data points: send smaller batches`;
        return { kind: "refused", code: "too-many-points", message };
      }
    }
  }
  return { kind: "decoded", points, unreadable };
}

function metricsOf(request: Json): readonly { resource: ReadonlyMap<string, string>; metric: Json }[] {
  return listOf(request["resourceMetrics"]).flatMap((ofResource) => {
    const resource = flatAttributes(recordOf(ofResource["resource"])?.["attributes"]);
    return listOf(ofResource["scopeMetrics"])
      .flatMap((scope) => listOf(scope["metrics"]))
      .map((metric) => ({ resource, metric }));
  });
}

function* pointsOf(metric: Json, resource: ReadonlyMap<string, string>): Generator<MetricPoint | null> {
  const kind = KINDS.find((one) => recordOf(metric[one]) !== null);
  const body = kind === undefined ? null : recordOf(metric[kind]);
  if (kind === undefined || body === null) return;
  const named = { metric: textOf(metric["name"]), unit: textOf(metric["unit"]), resource };
  for (const point of listOf(body["dataPoints"])) {
    const raw = {
      attributes: flatAttributes(point["attributes"]),
      startAt: timeOf(point["startTimeUnixNano"]),
      at: timeOf(point["timeUnixNano"]) ?? 0,
      flags: integerOf(point["flags"]) ?? 0,
    };
    const data = observed(raw, dataOf(kind, body, point));
    const { attributes, startAt, at } = raw;
    yield data === null ? null : { ...named, attributes, startAt, at, data };
  }
}

function dataOf(kind: Kind, body: Json, point: Json): PointData | null {
  const temporality = temporalityOf(body["aggregationTemporality"]);
  const count = integerOf(point["count"]) ?? 0;
  const sum = doubleOf(point["sum"]);
  switch (kind) {
    case "gauge":
    case "sum": {
      const value = doubleOf(point["asDouble"]) ?? integerOf(point["asInt"]);
      if (value === null) return null;
      if (kind === "gauge") return { kind, value };
      return temporality === null ? null : { kind, value, monotonic: body["isMonotonic"] === true, temporality };
    }
    case "histogram": {
      const counts = numbersOf(point["bucketCounts"], integerOf);
      const bounds = numbersOf(point["explicitBounds"], doubleOf);
      const buckets = counts === null || bounds === null ? null : explicitBuckets(counts, bounds);
      return buckets === null || temporality === null ? null : { kind, count, sum, buckets, temporality };
    }
    case "exponentialHistogram": {
      const positive = bucketsOf(point["positive"], MOST_BUCKETS);
      const negative = bucketsOf(point["negative"], MOST_BUCKETS);
      if (positive === null || negative === null || temporality === null) return null;
      const buckets = exponentialBuckets({
        scale: integerOf(point["scale"]) ?? 0,
        zeroCount: integerOf(point["zeroCount"]) ?? 0,
        zeroThreshold: doubleOf(point["zeroThreshold"]) ?? 0,
        positive,
        negative,
      });
      return buckets === null ? null : { kind: "histogram", count, sum, buckets, temporality };
    }
    case "summary": {
      const quantiles = listOf(point["quantileValues"]).map((one) => ({
        quantile: doubleOf(one["quantile"]) ?? 0,
        value: doubleOf(one["value"]) ?? 0,
      }));
      return { kind, count, sum: sum ?? 0, quantiles };
    }
    default:
      return kind satisfies never;
  }
}

function numbersOf(value: unknown, of: (one: unknown) => number | null): readonly number[] | null {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.length > MOST_BUCKETS) return null;
  const numbers = value.map(of);
  return numbers.includes(null) ? null : (numbers as number[]);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
