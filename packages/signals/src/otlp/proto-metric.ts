import { explicitBuckets, exponentialBuckets } from "./histogram-buckets.ts";
import { MOST_BUCKETS, type MetricPoint, type PointData } from "./metric-point.ts";
import { readText } from "./proto-attributes.ts";
import { readExponentialPoint, readHistogramPoint, readNumberPoint, readSummaryPoint } from "./proto-points.ts";
import { observed, temporalityOf, type RawPoint } from "./raw-point.ts";
import { WIRE, type WireReader } from "./wire-reader.ts";

export type ScopedPoints = {
  readonly resource: ReadonlyMap<string, string>;
  readonly points: MetricPoint[];
  readonly tally: { unreadable: number };
};

const KINDS: Readonly<Record<number, "gauge" | "sum" | "histogram" | "exponential" | "summary">> = {
  5: "gauge",
  7: "sum",
  9: "histogram",
  10: "exponential",
  11: "summary",
};
type Kind = (typeof KINDS)[number];

/** Metric: name 1, unit 3, and one of gauge 5, sum 7, histogram 9, exponential histogram 10, summary 11. */
export function readMetric(reader: WireReader, into: ScopedPoints): void {
  let metric = "";
  let unit = "";
  let data: { kind: Kind; reader: WireReader } | null = null;
  while (!reader.done) {
    const { field, wire } = reader.tag();
    const kind = KINDS[field];
    if (wire !== WIRE.bytes) reader.skip(wire, field);
    else if (field === 1) metric = readText(reader);
    else if (field === 3) unit = readText(reader);
    else if (kind !== undefined) data = { kind, reader: reader.message() };
    else reader.skip(wire, field);
  }
  if (data !== null) readPoints(data.kind, data.reader, metric, unit, into);
}

/** The list of points is field 1 of every kind; 2 its temporality, 3 whether a sum is monotonic. */
function readPoints(kind: Kind, reader: WireReader, metric: string, unit: string, into: ScopedPoints): void {
  const raw: WireReader[] = [];
  let temporality = 0;
  let monotonic = false;
  while (!reader.done) {
    const { field, wire } = reader.tag();
    if (field === 1 && wire === WIRE.bytes) raw.push(reader.message());
    else if (field === 2 && wire === WIRE.varint) temporality = reader.varint();
    else if (field === 3 && wire === WIRE.varint) monotonic = reader.varint() !== 0;
    else reader.skip(wire, field);
  }
  for (const point of raw) {
    const read = readPoint(kind, point, temporality, monotonic);
    if (read.data === null) into.tally.unreadable += 1;
    else {
      const { attributes, startAt, at, data } = read;
      into.points.push({ metric, unit, resource: into.resource, attributes, startAt, at, data });
    }
  }
}

function readPoint(
  kind: Kind,
  reader: WireReader,
  temporality: number,
  monotonic: boolean,
): RawPoint & { data: PointData | null } {
  const raw: RawPoint = { attributes: new Map(), startAt: null, at: 0, flags: 0 };
  const over = temporalityOf(temporality);
  const data = ((): PointData | null => {
    switch (kind) {
      case "gauge": {
        const value = readNumberPoint(reader, raw);
        return value === null ? null : { kind: "gauge", value };
      }
      case "sum": {
        const value = readNumberPoint(reader, raw);
        return value === null || over === null ? null : { kind: "sum", value, monotonic, temporality: over };
      }
      case "histogram": {
        const { count, sum, counts, bounds } = readHistogramPoint(reader, raw, MOST_BUCKETS);
        const buckets = explicitBuckets(counts, bounds);
        return buckets === null || over === null ? null : { kind: "histogram", count, sum, buckets, temporality: over };
      }
      case "exponential": {
        const { count, sum, histogram } = readExponentialPoint(reader, raw, MOST_BUCKETS);
        const buckets = exponentialBuckets(histogram);
        return buckets === null || over === null ? null : { kind: "histogram", count, sum, buckets, temporality: over };
      }
      case "summary":
        return { kind: "summary", ...readSummaryPoint(reader, raw, MOST_BUCKETS) };
      case undefined:
        return null;
      default:
        return kind satisfies never;
    }
  })();
  return { ...raw, data: observed(raw, data) };
}
