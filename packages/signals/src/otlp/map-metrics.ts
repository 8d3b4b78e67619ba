import type { SignalReading } from "@fleet-persona/engine";
import type { Bucket } from "../bucket-quantile.ts";
import { combined } from "../mapped-signals.ts";
import type { MetricPoint } from "./metric-point.ts";
import type { OtlpRule } from "./rule.ts";
import { contributionOf, quantileOf, type Contribution } from "./series.ts";

type Series = { readonly rule: OtlpRule; readonly point: MetricPoint; readonly contribution: Contribution };

/** The last point of every series that a rule reads. */
export type MetricsMemory = ReadonlyMap<string, Series>;
export const initialMetricsMemory: MetricsMemory = new Map();

export type MappedMetrics = {
  readonly memory: MetricsMemory;
  readonly signals: Readonly<Record<string, SignalReading>>;
  /** Data points that were not taken, and why, in a sentence; "" when all were. */
  readonly rejected: number;
  readonly message: string;
};

const MOST_FUTURE_MS = 10_000;
const OLDEST_MS = 600_000;
// Instances that report to the same signal count together while each was heard of within this.
const TOGETHER_MS = 90_000;
const MOST_SERIES = 1_000;

/**
 * Makes signals of data points by the host's rules. Each instance of a service is a series of its own: its counters are
 * compared with its own past, and the instances heard of lately are combined. `now` in ms since the epoch.
 */
export function mapMetrics(
  rules: readonly OtlpRule[],
  memory: MetricsMemory,
  points: readonly MetricPoint[],
  now: number,
): MappedMetrics {
  const series = new Map(memory);
  const reasons = new Map<string, number>();
  const touched = new Set<OtlpRule>();
  for (const point of points) {
    const reason = take(point, rules, series, touched, now);
    if (reason !== null) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  forgetOldest(series, now);
  const signals: Record<string, SignalReading> = {};
  for (const rule of touched) {
    const reading = readingOf(rule, series, now);
    if (reading !== null) signals[rule.signal] = reading;
  }
  const said = [...reasons].slice(0, 8).map(([reason, count]) => `${count} data points: ${reason}`);
  return {
    memory: series,
    signals,
    rejected: [...reasons.values()].reduce((sum, count) => sum + count, 0),
    message: said.join("; "),
  };
}

/** Null when the point was taken, else why it was not. */
function take(
  point: MetricPoint,
  rules: readonly OtlpRule[],
  series: Map<string, Series>,
  touched: Set<OtlpRule>,
  now: number,
): string | null {
  const own = rules.filter((rule) => fits(rule, point));
  if (own.length === 0) return "no rule of this host reads this metric";
  if (point.at > now + MOST_FUTURE_MS) return "their time is more than 10 s ahead of this host's clock";
  if (point.at < now - OLDEST_MS) return "they are more than 10 min old";
  let problem: string | null = null;
  for (const rule of own) {
    const key = `${rules.indexOf(rule)} ${seriesKey(point)}`;
    const before = series.get(key)?.point ?? null;
    // Sent again, or overtaken: what is known is newer.
    if (before !== null && point.at <= before.at) continue;
    const contribution = contributionOf(point, before, rule);
    if (contribution !== null && typeof contribution === "object" && "kind" in contribution) {
      problem = contribution.message;
      continue;
    }
    series.delete(key);
    series.set(key, { rule, point, contribution });
    touched.add(rule);
  }
  return problem;
}

function fits(rule: OtlpRule, { metric, attributes, resource }: MetricPoint): boolean {
  if (rule.metric !== metric) return false;
  return Object.entries(rule.attributes).every(([key, value]) => (attributes.get(key) ?? resource.get(key)) === value);
}

function seriesKey({ resource, attributes }: MetricPoint): string {
  const sorted = (of: ReadonlyMap<string, string>) => [...of].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([sorted(resource), sorted(attributes)]);
}

function readingOf(rule: OtlpRule, all: ReadonlyMap<string, Series>, now: number): SignalReading | null {
  const own = [...all.values()].filter((series) => series.rule === rule);
  const newest = Math.max(...own.map(({ point }) => point.at));
  const together = own.filter(({ point, contribution }) => contribution !== null && newest - point.at <= TOGETHER_MS);
  const value = valueOf(rule, together);
  const at = Math.max(...together.map(({ point }) => point.at));
  return value === null ? null : { value: value * rule.scale, at: Math.min(at, now) };
}

function valueOf(rule: OtlpRule, together: readonly Series[]): number | null {
  const buckets: (readonly Bucket[])[] = [];
  const numbers: number[] = [];
  for (const { contribution } of together) {
    if (typeof contribution === "number") numbers.push(contribution);
    else if (contribution !== null) buckets.push(contribution);
  }
  if (buckets.length > 0) return quantileOf(buckets, rule.use);
  const summed = rule.use === "rate" || together.some(({ point }) => point.data.kind === "sum");
  return combined(numbers, rule.combine ?? (summed ? "sum" : "mean"));
}

// A map keeps its order of insertion: the first is the one that was heard of least lately.
function forgetOldest(series: Map<string, Series>, now: number): void {
  for (const [key, { point }] of series) {
    if (series.size <= MOST_SERIES && point.at >= now - OLDEST_MS) return;
    series.delete(key);
  }
}
