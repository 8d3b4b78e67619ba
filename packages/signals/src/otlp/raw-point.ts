import type { PointData, Temporality } from "./metric-point.ts";

/** What every kind of data point carries, while it is being read. */
export type RawPoint = {
  attributes: Map<string, string>;
  startAt: number | null;
  at: number;
  /** Bit 0: no recorded value. */
  flags: number;
};

/** OTLP's enumeration; unspecified makes no sense for what has one. */
export function temporalityOf(value: unknown): Temporality | null {
  return value === 1 ? "delta" : value === 2 ? "cumulative" : null;
}

/** A point without a time or a value was not observed. */
export function observed(raw: RawPoint, data: PointData | null): PointData | null {
  return (raw.flags & 1) === 1 || raw.at <= 0 ? null : data;
}
