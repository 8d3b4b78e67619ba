import type { Bucket } from "../bucket-quantile.ts";

/** What a data point counted or measured. Times of OTLP are ns; here everything is ms since the epoch. */
export type PointData =
  | { readonly kind: "gauge"; readonly value: number }
  | { readonly kind: "sum"; readonly value: number; readonly monotonic: boolean; readonly temporality: Temporality }
  | {
      /** Explicit and exponential histograms alike: disjoint buckets in rising order. */
      readonly kind: "histogram";
      readonly count: number;
      readonly sum: number | null;
      readonly buckets: readonly Bucket[];
      readonly temporality: Temporality;
    }
  | {
      readonly kind: "summary";
      readonly count: number;
      readonly sum: number;
      readonly quantiles: readonly { readonly quantile: number; readonly value: number }[];
    };

export type Temporality = "delta" | "cumulative";

/** One data point with everything that names its series. `resource` and `attributes` hold texts; other values as text. */
export type MetricPoint = {
  readonly metric: string;
  readonly unit: string;
  readonly resource: ReadonlyMap<string, string>;
  readonly attributes: ReadonlyMap<string, string>;
  readonly startAt: number | null;
  readonly at: number;
  readonly data: PointData;
};

export type OtlpRefusal = "malformed" | "too-many-points" | "too-deep";

/** All points of a request in order, or why none can be read. `unreadable` counts points whose data makes no sense. */
export type DecodedMetricsRequest =
  | { readonly kind: "decoded"; readonly points: readonly MetricPoint[]; readonly unreadable: number }
  | { readonly kind: "refused"; readonly code: OtlpRefusal; readonly message: string };

/** At most this many data points in one request: some 60 ms of an agent's only thread. */
export const MOST_POINTS = 2_000;
export const MOST_BUCKETS = 4096;
