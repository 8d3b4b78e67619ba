import type { Metric } from "@fleet-persona/experiments";

/** A metric people know by name, with why one would look at it. */
export type StandardMetric = Metric & { readonly about: string };

const plain = { winsorise: null } as const;

/** Beside what a fleet's figures suggest (proposeMetrics): more that people ask for. Columns are standard signals and the agent's own figures. */
export const standardMetrics: readonly StandardMetric[] = [
  {
    ...plain,
    name: "latency_worst",
    title: "p95 latency in the worst twentieth of the time",
    unit: "ms",
    better: "lower",
    measure: { kind: "quantile", signal: "latency_p95", quantile: 0.95 },
    about: "What people met when it was at its worst.",
  },
  {
    ...plain,
    name: "core_seconds_a_request",
    title: "Core-seconds a request",
    unit: "core·s",
    better: "lower",
    measure: { kind: "ratio", numerator: ["allocated_cores"], denominator: ["request_rate"] },
    about: "Cost for each request, whatever the load was.",
  },
  {
    ...plain,
    name: "queue",
    title: "Requests that wait",
    unit: "requests",
    better: "lower",
    measure: { kind: "mean", signal: "queue_depth" },
    about: "Requests without a free server, on average.",
  },
  {
    ...plain,
    name: "cache_hits",
    title: "Cache hits",
    unit: "share",
    better: "higher",
    measure: { kind: "mean", signal: "cache_hit_ratio" },
    about: "Share of look-ups that found an answer.",
  },
  {
    ...plain,
    name: "revenue",
    title: "Revenue a second",
    unit: "1/s",
    better: "higher",
    measure: { kind: "mean", signal: "revenue_rate" },
    about: "In your currency, where a source tells it.",
  },
];
