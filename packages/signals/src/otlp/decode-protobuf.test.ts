import * as fc from "fast-check";
import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import { decodeMetricsJson } from "./decode-json.ts";
import { decodeMetricsProtobuf } from "./decode-protobuf.ts";
import type { MetricPoint } from "./metric-point.ts";

// The messages of opentelemetry-proto that matter here, with their numbers; written down again so that the two can disagree.
const { root } = protobuf.parse(`
syntax = "proto3";
message Request { repeated ResourceMetrics resource_metrics = 1; }
message ResourceMetrics { Resource resource = 1; repeated ScopeMetrics scope_metrics = 2; string schema_url = 3; }
message Resource { repeated KeyValue attributes = 1; uint32 dropped_attributes_count = 2; }
message ScopeMetrics { Scope scope = 1; repeated Metric metrics = 2; string schema_url = 3; }
message Scope { string name = 1; string version = 2; }
message KeyValue { string key = 1; AnyValue value = 2; }
message AnyValue { oneof value { string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4; ArrayValue array_value = 5; } }
message ArrayValue { repeated AnyValue values = 1; }
message Metric { string name = 1; string description = 2; string unit = 3; oneof data { Gauge gauge = 5; Sum sum = 7; Histogram histogram = 9; ExponentialHistogram exponential_histogram = 10; Summary summary = 11; } }
message Gauge { repeated NumberDataPoint data_points = 1; }
message Sum { repeated NumberDataPoint data_points = 1; int32 aggregation_temporality = 2; bool is_monotonic = 3; }
message Histogram { repeated HistogramDataPoint data_points = 1; int32 aggregation_temporality = 2; }
message ExponentialHistogram { repeated ExponentialHistogramDataPoint data_points = 1; int32 aggregation_temporality = 2; }
message Summary { repeated SummaryDataPoint data_points = 1; }
message Exemplar { double as_double = 3; bytes span_id = 4; }
message NumberDataPoint { repeated KeyValue attributes = 7; fixed64 start_time_unix_nano = 2; fixed64 time_unix_nano = 3; oneof value { double as_double = 4; sfixed64 as_int = 6; } repeated Exemplar exemplars = 5; uint32 flags = 8; }
message HistogramDataPoint { repeated KeyValue attributes = 9; fixed64 start_time_unix_nano = 2; fixed64 time_unix_nano = 3; fixed64 count = 4; optional double sum = 5; repeated fixed64 bucket_counts = 6; repeated double explicit_bounds = 7; repeated Exemplar exemplars = 8; uint32 flags = 10; optional double min = 11; optional double max = 12; }
message Buckets { sint32 offset = 1; repeated uint64 bucket_counts = 2; }
message ExponentialHistogramDataPoint { repeated KeyValue attributes = 1; fixed64 start_time_unix_nano = 2; fixed64 time_unix_nano = 3; fixed64 count = 4; optional double sum = 5; sint32 scale = 6; fixed64 zero_count = 7; Buckets positive = 8; Buckets negative = 9; uint32 flags = 10; double zero_threshold = 14; }
message ValueAtQuantile { double quantile = 1; double value = 2; }
message SummaryDataPoint { repeated KeyValue attributes = 7; fixed64 start_time_unix_nano = 2; fixed64 time_unix_nano = 3; fixed64 count = 4; double sum = 5; repeated ValueAtQuantile quantile_values = 6; uint32 flags = 8; }
`);
const Request = root.lookupType("Request");
const encode = (message: object): Uint8Array => Uint8Array.from(Request.encode(Request.fromObject(message)).finish());

const START = "1767225600000000000";
const TIME = "1767225660000000000";
const times = { startTimeUnixNano: START, timeUnixNano: TIME };
const attributes = fc
  .dictionary(
    fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" }),
    fc.oneof(
      fc.string({ maxLength: 12, unit: "grapheme" }).map((stringValue) => ({ stringValue })),
      fc.boolean().map((boolValue) => ({ boolValue })),
      fc.maxSafeInteger().map((value) => ({ intValue: String(value) })),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((doubleValue) => ({ doubleValue })),
    ),
    { maxKeys: 4 },
  )
  .map((own) => Object.entries(own).map(([key, value]) => ({ key, value })));
// JSON.stringify writes no negative zero, so what is compared has none.
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const count = fc.nat(1_000_000).map(String);
const temporality = fc.constantFrom(1, 2);
const numberPoint = fc
  .record({
    attributes,
    value: fc.oneof(
      finite.map((asDouble) => ({ asDouble })),
      fc.maxSafeInteger().map((of) => ({ asInt: String(of) })),
    ),
  })
  .map(({ attributes: own, value }) => ({ ...times, attributes: own, ...value }));
const side = fc.record({ offset: fc.integer({ min: -50, max: 50 }), bucketCounts: fc.array(count, { maxLength: 6 }) });
const metric = fc.oneof(
  fc.array(numberPoint, { maxLength: 3 }).map((dataPoints) => ({ gauge: { dataPoints } })),
  fc
    .record({
      dataPoints: fc.array(numberPoint, { maxLength: 3 }),
      aggregationTemporality: temporality,
      isMonotonic: fc.boolean(),
    })
    .map((sum) => ({ sum })),
  fc
    .record({
      attributes,
      sum: finite,
      counts: fc.array(count, { minLength: 3, maxLength: 3 }),
      aggregationTemporality: temporality,
    })
    .map(({ attributes: own, sum, counts, aggregationTemporality }) => ({
      histogram: {
        aggregationTemporality,
        dataPoints: [{ ...times, attributes: own, count: "12", sum, bucketCounts: counts, explicitBounds: [0.1, 2.5] }],
      },
    })),
  fc
    .record({
      attributes,
      scale: fc.integer({ min: -10, max: 20 }),
      zeroCount: count,
      positive: side,
      negative: side,
      aggregationTemporality: temporality,
    })
    .map(({ aggregationTemporality, ...point }) => ({
      exponentialHistogram: {
        aggregationTemporality,
        dataPoints: [{ ...times, ...point, count: "7", zeroThreshold: 0 }],
      },
    })),
  fc
    .record({
      attributes,
      sum: finite,
      quantileValues: fc.array(fc.record({ quantile: fc.constantFrom(0, 0.5, 0.95), value: finite }), { maxLength: 3 }),
    })
    .map((point) => ({ summary: { dataPoints: [{ ...times, ...point, count: "3" }] } })),
);
const request = fc
  .array(
    fc.record({ attributes, metrics: fc.array(fc.tuple(fc.string({ maxLength: 10 }), metric), { maxLength: 4 }) }),
    { maxLength: 3 },
  )
  .map((all) => ({
    resourceMetrics: all.map((one) => ({
      resource: { attributes: one.attributes },
      scopeMetrics: [
        {
          scope: { name: "s", version: "1" },
          metrics: one.metrics.map(([name, data]) => ({ name, unit: "s", ...data })),
        },
      ],
    })),
  }));

const plain = (points: readonly MetricPoint[]) =>
  points.map((point) => ({ ...point, resource: [...point.resource], attributes: [...point.attributes] }));

describe("decodeMetricsProtobuf", () => {
  it("decodeMetricsProtobuf reads what protobufjs writes, and the same as the JSON of it", () => {
    fc.assert(
      fc.property(request, (message) => {
        const binary = decodeMetricsProtobuf(encode(message));
        const json = decodeMetricsJson(JSON.stringify(message));
        expect(binary.kind).toBe("decoded");
        expect(json.kind).toBe("decoded");
        if (binary.kind !== "decoded" || json.kind !== "decoded") return;
        expect(plain(binary.points)).toEqual(plain(json.points));
        expect(binary.unreadable).toBe(json.unreadable);
      }),
      { numRuns: 300 },
    );
  });

  it("decodeMetricsProtobuf skips fields it does not know, groups too, wherever they stand", () => {
    const known = encode({
      resourceMetrics: [
        { scopeMetrics: [{ metrics: [{ name: "m", gauge: { dataPoints: [{ ...times, asDouble: 4 }] } }] }] },
      ],
    });
    // 1000: varint, 1001: fixed64, 1002: bytes, 1003: a group with a fixed32 inside.
    const strange = protobuf.Writer.create()
      .uint32(8000)
      .uint64(7)
      .uint32(8009)
      .fixed64(1)
      .uint32(8018)
      .string("x")
      .uint32(8027)
      .uint32(13)
      .fixed32(1)
      .uint32(8028)
      .finish();
    const both = Uint8Array.from([...strange, ...known, ...strange]);
    expect(decodeMetricsProtobuf(both)).toEqual(decodeMetricsProtobuf(known));
    expect(decodeMetricsProtobuf(both)).toMatchObject({ points: [{ metric: "m", data: { kind: "gauge", value: 4 } }] });
  });

  it("decodeMetricsProtobuf reads numbers that are not packed, and a resource behind its metrics", () => {
    const bucket = (writer: protobuf.Writer, value: number) => writer.uint32(49).fixed64(value);
    const point = protobuf.Writer.create().uint32(25).fixed64(1_000_000).uint32(33).fixed64(3);
    bucket(bucket(point, 1), 2).uint32(57).double(0.5);
    const wrap = (field: number, bytes: Uint8Array) =>
      protobuf.Writer.create()
        .uint32(field * 8 + 2)
        .bytes(bytes)
        .finish();
    const histogram = Uint8Array.from([...wrap(1, point.finish()), 16, 1]);
    const scope = wrap(2, wrap(2, wrap(9, histogram)));
    const resource = wrap(
      1,
      wrap(1, Uint8Array.from([...wrap(1, Buffer.from("k")), ...wrap(2, wrap(1, Buffer.from("v")))])),
    );
    const decoded = decodeMetricsProtobuf(wrap(1, Uint8Array.from([...scope, ...resource])));
    expect(decoded).toMatchObject({
      points: [
        {
          at: 1,
          resource: new Map([["k", "v"]]),
          data: {
            count: 3,
            buckets: [
              { from: 0, to: 0.5, count: 1 },
              { from: 0.5, to: Infinity, count: 2 },
            ],
          },
        },
      ],
    });
  });

  it("decodeMetricsProtobuf counts points that say nothing", () => {
    const points = [{ timeUnixNano: TIME, flags: 1, asDouble: 1 }, { asDouble: 1 }, { timeUnixNano: TIME }];
    const message = {
      resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: "m", gauge: { dataPoints: points } }] }] }],
    };
    expect(decodeMetricsProtobuf(encode(message))).toEqual({ kind: "decoded", points: [], unreadable: 3 });
    expect(decodeMetricsJson(JSON.stringify(message))).toEqual({ kind: "decoded", points: [], unreadable: 3 });
  });

  it("decodeMetricsProtobuf never throws: on any bytes, and on any damage to a request", () => {
    const kinds = new Set<string>();
    const decode = (bytes: Uint8Array) => void kinds.add(decodeMetricsProtobuf(bytes).kind);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), decode));
    fc.assert(
      fc.property(request.map(encode), fc.nat(), fc.nat(255), fc.nat(), (bytes, at, value, cut) => {
        if (bytes.length === 0) return;
        bytes[at % bytes.length] = value;
        decode(bytes);
        decode(bytes.subarray(0, cut % bytes.length));
      }),
      { numRuns: 500 },
    );
    expect([...kinds].toSorted()).toEqual(["decoded", "refused"]);
  });

  it.each([
    ["a varint of eleven bytes", [0x08, ...Array.from({ length: 11 }, () => 0xff)], "malformed"],
    ["a length beyond the end", [0x0a, 0x7f, 0x00], "malformed"],
    ["field number 0", [0x00, 0x00], "malformed"],
    ["an end of no group", [0x0c], "malformed"],
    ["groups in groups", Array.from({ length: 100 }, () => 0x0b), "too-deep"],
  ])("decodeMetricsProtobuf refuses %s", (_what, bytes, code) => {
    expect(decodeMetricsProtobuf(Uint8Array.from(bytes))).toMatchObject({ kind: "refused", code });
  });

  it("decodeMetricsProtobuf and decodeMetricsJson refuse more points than a request may carry", () => {
    const dataPoints = Array.from({ length: 2001 }, () => ({ timeUnixNano: TIME, asDouble: 1 }));
    const message = { resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: "m", gauge: { dataPoints } }] }] }] };
    expect(decodeMetricsProtobuf(encode(message))).toMatchObject({ code: "too-many-points" });
    expect(decodeMetricsJson(JSON.stringify(message))).toMatchObject({ code: "too-many-points" });
  });
});

describe("decodeMetricsJson", () => {
  it("decodeMetricsJson never throws, and leaves out what it does not know", () => {
    fc.assert(fc.property(fc.string(), (text) => void decodeMetricsJson(text)));
    fc.assert(
      fc.property(fc.jsonValue(), (value) => void decodeMetricsJson(JSON.stringify({ resourceMetrics: value }))),
    );
    const point = { ...times, asInt: "4", strange: 1, exemplars: [{ spanId: "eee19b7ec3c1b174" }] };
    const metrics = [{ name: "m", gauge: { dataPoints: [point] }, metadata: [] }];
    const text = JSON.stringify({ resourceMetrics: [{ scopeMetrics: [{ metrics, schemaUrl: "x" }] }], other: true });
    expect(decodeMetricsJson(text)).toMatchObject({ points: [{ metric: "m", data: { value: 4 } }], unreadable: 0 });
  });

  it.each(["", "[]", "{", '{"resourceMetrics":{}}'])("decodeMetricsJson refuses %j", (text) => {
    expect(decodeMetricsJson(text)).toMatchObject({ kind: "refused", code: "malformed" });
  });
});
