/** Writes protobuf by hand, so that what the receiver reads was not written by its own code. */
type Part = readonly number[];

const varint = (value: number): Part => {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
};
const message = (field: number, ...parts: readonly Part[]): Part => {
  const body = parts.flat();
  return [...varint(field * 8 + 2), ...varint(body.length), ...body];
};
const text = (field: number, value: string): Part => message(field, [...Buffer.from(value)]);
const fixed64 = (field: number, value: bigint): Part => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return [...varint(field * 8 + 1), ...bytes];
};
const double = (field: number, value: number): Part => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return [...varint(field * 8 + 1), ...bytes];
};

/** An ExportMetricsServiceRequest with one gauge point of service `shop`; `at` in ms. */
export function gaugeRequest(metric: string, value: number, at: number): Buffer {
  const point = message(1, fixed64(3, BigInt(at) * 1_000_000n), double(4, value));
  return request(message(2, text(1, metric), message(5, point)));
}

/** The same with a delta histogram over the last second: bounds 0.1 and 0.5, seconds. */
export function histogramRequest(metric: string, counts: readonly [number, number, number], at: number): Buffer {
  const nanoseconds = BigInt(at) * 1_000_000n;
  const point = message(
    1,
    fixed64(2, nanoseconds - 1_000_000_000n),
    fixed64(3, nanoseconds),
    fixed64(4, BigInt(counts[0] + counts[1] + counts[2])),
    message(
      6,
      counts.flatMap((count) => fixed64(0, BigInt(count)).slice(1)),
    ),
    message(
      7,
      [0.1, 0.5].flatMap((bound) => double(0, bound).slice(1)),
    ),
  );
  return request(message(2, text(1, metric), message(9, point, [16, 1])));
}

function request(metric: Part): Buffer {
  const resource = message(1, message(1, text(1, "service.name"), message(2, text(1, "shop"))));
  return Buffer.from(message(1, resource, message(2, metric)));
}
