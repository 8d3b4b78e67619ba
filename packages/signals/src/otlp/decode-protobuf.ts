import { MOST_POINTS, type DecodedMetricsRequest, type MetricPoint } from "./metric-point.ts";
import { readAttribute } from "./proto-attributes.ts";
import { readMetric, type ScopedPoints } from "./proto-metric.ts";
import { WIRE, WireError, WireReader } from "./wire-reader.ts";

/**
 * Decodes an `ExportMetricsServiceRequest` (opentelemetry-proto 1.x, collector/metrics/v1): the few messages that signals
 * are made from. Unknown fields are skipped, a wrong wire type is one; nothing recurses, so depth is bounded by construction.
 */
export function decodeMetricsProtobuf(bytes: Uint8Array): DecodedMetricsRequest {
  const points: MetricPoint[] = [];
  const tally = { unreadable: 0 };
  try {
    const request = new WireReader(bytes);
    while (!request.done) {
      const { field, wire } = request.tag();
      if (field === 1 && wire === WIRE.bytes) readResourceMetrics(request.message(), points, tally);
      else request.skip(wire, field);
    }
    return { kind: "decoded", points, unreadable: tally.unreadable };
  } catch (error) {
    if (error instanceof WireError) return { kind: "refused", code: error.code, message: error.message };
    throw error;
  }
}

function readResourceMetrics(reader: WireReader, points: MetricPoint[], tally: { unreadable: number }): void {
  const resource = new Map<string, string>();
  const scopes: WireReader[] = [];
  while (!reader.done) {
    const { field, wire } = reader.tag();
    if (field === 1 && wire === WIRE.bytes) readResource(reader.message(), resource);
    else if (field === 2 && wire === WIRE.bytes) scopes.push(reader.message());
    else reader.skip(wire, field);
  }
  // The resource may stand behind its metrics: fields come in any order.
  for (const scope of scopes) readScopeMetrics(scope, { resource, points, tally });
}

function readResource(reader: WireReader, resource: Map<string, string>): void {
  while (!reader.done) {
    const { field, wire } = reader.tag();
    if (field === 1 && wire === WIRE.bytes) readAttribute(reader.message(), resource);
    else reader.skip(wire, field);
  }
}

function readScopeMetrics(reader: WireReader, into: ScopedPoints): void {
  while (!reader.done) {
    const { field, wire } = reader.tag();
    if (field === 2 && wire === WIRE.bytes) readMetric(reader.message(), into);
    else reader.skip(wire, field);
    if (into.points.length + into.tally.unreadable > MOST_POINTS)
      throw new WireError(
        "too-many-points",
        `a request carries more than ${MOST_POINTS} data points: send smaller batches`,
      );
  }
}
