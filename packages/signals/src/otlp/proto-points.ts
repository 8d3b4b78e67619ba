import type { ExponentialBuckets } from "./histogram-buckets.ts";
import { readAttribute } from "./proto-attributes.ts";
import type { RawPoint } from "./raw-point.ts";
import { WIRE, type WireReader } from "./wire-reader.ts";

const NS_PER_MS = 1e6;
const double = (reader: WireReader) => reader.double();
const fixed64 = (reader: WireReader) => reader.fixed64();
const varint = (reader: WireReader) => reader.varint();

/** NumberDataPoint: 7 attributes, 2 start, 3 time, 4 double, 6 sfixed64, 8 flags. Null when it has no value. */
export function readNumberPoint(reader: WireReader, raw: RawPoint): number | null {
  let value: number | null = null;
  while (!reader.done) {
    const { field, wire } = reader.tag();
    if (field === 4 && wire === WIRE.fixed64) value = reader.double();
    else if (field === 6 && wire === WIRE.fixed64) value = reader.sfixed64();
    else if (!readShared(reader, field, wire, raw, { attributes: 7, flags: 8 })) reader.skip(wire, field);
  }
  return value;
}

/** HistogramDataPoint: 9 attributes, 2 start, 3 time, 4 count, 5 sum, 6 bucket counts, 7 bounds, 10 flags. */
export function readHistogramPoint(reader: WireReader, raw: RawPoint, most: number) {
  const counts: number[] = [];
  const bounds: number[] = [];
  let count = 0;
  let sum: number | null = null;
  while (!reader.done) {
    const { field, wire } = reader.tag();
    const list = wire === WIRE.bytes || wire === WIRE.fixed64;
    if (field === 4 && wire === WIRE.fixed64) count = reader.fixed64();
    else if (field === 5 && wire === WIRE.fixed64) sum = reader.double();
    else if (field === 6 && list) reader.repeated(wire, fixed64, counts, most);
    else if (field === 7 && list) reader.repeated(wire, double, bounds, most);
    else if (!readShared(reader, field, wire, raw, { attributes: 9, flags: 10 })) reader.skip(wire, field);
  }
  return { count, sum, counts, bounds };
}

/** ExponentialHistogramDataPoint: 1 attributes, 4 count, 5 sum, 6 scale, 7 zero count, 8 and 9 buckets, 10 flags, 14 zero threshold. */
export function readExponentialPoint(reader: WireReader, raw: RawPoint, most: number) {
  let count = 0;
  let sum: number | null = null;
  let scale = 0;
  let zeroCount = 0;
  let zeroThreshold = 0;
  let positive: ExponentialBuckets["positive"] = { offset: 0, counts: [] };
  let negative: ExponentialBuckets["negative"] = { offset: 0, counts: [] };
  while (!reader.done) {
    const { field, wire } = reader.tag();
    if (field === 4 && wire === WIRE.fixed64) count = reader.fixed64();
    else if (field === 5 && wire === WIRE.fixed64) sum = reader.double();
    else if (field === 6 && wire === WIRE.varint) scale = reader.zigzag();
    else if (field === 7 && wire === WIRE.fixed64) zeroCount = reader.fixed64();
    else if (field === 8 && wire === WIRE.bytes) positive = readBuckets(reader.message(), most);
    else if (field === 9 && wire === WIRE.bytes) negative = readBuckets(reader.message(), most);
    else if (field === 14 && wire === WIRE.fixed64) zeroThreshold = reader.double();
    else if (!readShared(reader, field, wire, raw, { attributes: 1, flags: 10 })) reader.skip(wire, field);
  }
  return { count, sum, histogram: { scale, zeroCount, zeroThreshold, positive, negative } };
}

function readBuckets(reader: WireReader, most: number): ExponentialBuckets["positive"] {
  const counts: number[] = [];
  let offset = 0;
  while (!reader.done) {
    const { field, wire } = reader.tag();
    if (field === 1 && wire === WIRE.varint) offset = reader.zigzag();
    else if (field === 2 && (wire === WIRE.bytes || wire === WIRE.varint)) reader.repeated(wire, varint, counts, most);
    else reader.skip(wire, field);
  }
  return { offset, counts };
}

/** SummaryDataPoint: 7 attributes, 4 count, 5 sum, 6 quantile values (1 quantile, 2 value), 8 flags. */
export function readSummaryPoint(reader: WireReader, raw: RawPoint, most: number) {
  const quantiles: { quantile: number; value: number }[] = [];
  let count = 0;
  let sum = 0;
  while (!reader.done) {
    const { field, wire } = reader.tag();
    if (field === 4 && wire === WIRE.fixed64) count = reader.fixed64();
    else if (field === 5 && wire === WIRE.fixed64) sum = reader.double();
    else if (field === 6 && wire === WIRE.bytes && quantiles.length < most)
      quantiles.push(readQuantile(reader.message()));
    else if (!readShared(reader, field, wire, raw, { attributes: 7, flags: 8 })) reader.skip(wire, field);
  }
  return { count, sum, quantiles };
}

function readQuantile(reader: WireReader): { quantile: number; value: number } {
  const read = { quantile: 0, value: 0 };
  while (!reader.done) {
    const { field, wire } = reader.tag();
    if (field === 1 && wire === WIRE.fixed64) read.quantile = reader.double();
    else if (field === 2 && wire === WIRE.fixed64) read.value = reader.double();
    else reader.skip(wire, field);
  }
  return read;
}

// What every kind of point has: start 2 and time 3; attributes and flags under numbers of their own.
function readShared(
  reader: WireReader,
  field: number,
  wire: number,
  raw: RawPoint,
  fields: { readonly attributes: number; readonly flags: number },
): boolean {
  if (field === 2 && wire === WIRE.fixed64) {
    const start = reader.fixed64();
    raw.startAt = start === 0 ? null : Math.round(start / NS_PER_MS);
  } else if (field === 3 && wire === WIRE.fixed64) raw.at = Math.round(reader.fixed64() / NS_PER_MS);
  else if (field === fields.attributes && wire === WIRE.bytes) readAttribute(reader.message(), raw.attributes);
  else if (field === fields.flags && wire === WIRE.varint) raw.flags = reader.varint();
  else return false;
  return true;
}
