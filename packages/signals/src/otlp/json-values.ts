import type { ExponentialBuckets } from "./histogram-buckets.ts";

/** A JSON object whose fields have not been looked at. */
export type Json = Readonly<Record<string, unknown>>;

const NS_PER_MS = 1e6;
const SPECIAL: Readonly<Record<string, number>> = { NaN: Number.NaN, Infinity: Infinity, "-Infinity": -Infinity };
const INTEGER = /^-?\d{1,20}$/;

export function recordOf(value: unknown): Json | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

/** The objects of a list; anything else in it says nothing. */
export function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(recordOf).filter((one) => one !== null) : [];
}

/** proto3 JSON writes 64-bit integers as texts; numbers are accepted too. */
export function integerOf(value: unknown): number | null {
  if (typeof value === "number") return Number.isInteger(value) ? value : null;
  return typeof value === "string" && INTEGER.test(value) ? Number(value) : null;
}

/** proto3 JSON writes NaN and the infinities as texts. */
export function doubleOf(value: unknown): number | null {
  if (typeof value === "number") return value;
  return typeof value === "string" && Object.hasOwn(SPECIAL, value) ? (SPECIAL[value] ?? null) : null;
}

/** ns since the epoch as whole ms; null for none or 0, which means unset. */
export function timeOf(value: unknown): number | null {
  const nanoseconds = integerOf(value);
  return nanoseconds === null || nanoseconds <= 0 ? null : Math.round(nanoseconds / NS_PER_MS);
}

/** KeyValue list as texts; lists and maps select nothing and are left out. */
export function flatAttributes(value: unknown): Map<string, string> {
  return new Map(
    listOf(value).flatMap(({ key, value: any }) => {
      const text = typeof key === "string" ? anyText(recordOf(any)) : null;
      return text === null ? [] : [[key as string, text] as const];
    }),
  );
}

function anyText(value: Json | null): string | null {
  if (value === null) return null;
  const { stringValue, boolValue, intValue, doubleValue } = value;
  if (typeof stringValue === "string") return stringValue;
  if (typeof boolValue === "boolean") return String(boolValue);
  const number = integerOf(intValue) ?? doubleOf(doubleValue);
  return number === null ? null : String(number);
}

/** One side of an exponential histogram; null when it is none. */
export function bucketsOf(value: unknown, most: number): ExponentialBuckets["positive"] | null {
  const record = recordOf(value);
  if (record === null) return { offset: 0, counts: [] };
  const list = record["bucketCounts"] ?? [];
  if (!Array.isArray(list) || list.length > most) return null;
  const counts = list.map(integerOf);
  return counts.includes(null) ? null : { offset: integerOf(record["offset"]) ?? 0, counts: counts as number[] };
}
