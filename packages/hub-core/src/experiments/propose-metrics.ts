import type { Guardrail, Metric } from "@fleet-persona/experiments";
import { z } from "zod";
import { fleetIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { readFleetFacts } from "./fleet-facts.ts";
import { columnsOf, reportedSignals } from "./obstacles.ts";

/** What a fleet's figures suggest to measure, with a goal and guardrails to begin from. */
export type ProposedMetrics = {
  readonly metrics: readonly Metric[];
  readonly goal: string;
  readonly guardrails: readonly Guardrail[];
  /** What would be measured as well if it were reported. */
  readonly missing: readonly { readonly title: string; readonly signals: readonly string[] }[];
};

/** Goal, metrics and guardrails from what a fleet reports and the latency it is to keep (ms). */
export const proposeMetrics = defineQuery({
  name: "proposeMetrics",
  scope: "viewer",
  input: z.strictObject({ fleetId: fleetIdSchema, objectiveMs: z.number().gt(0).max(600_000).default(150) }),
  run: async ({ tx, actor, now }, { fleetId, objectiveMs }): Promise<ProposedMetrics> => {
    const { hosts } = await readFleetFacts(tx, { tenantId: actor.tenantId, fleetId, now });
    const ids = hosts.map(({ hostId }) => hostId);
    const reported = ids.length === 0 ? new Set<string>() : await reportedSignals(tx, actor.tenantId, ids);
    return metricsFor(reported, objectiveMs);
  },
});

const standard = (objectiveMs: number): readonly (Metric & { readonly guards: Omit<Guardrail, "metric"> | null })[] => [
  {
    name: "breach_share",
    title: "Time over the objective",
    unit: "share",
    better: "lower",
    measure: {
      kind: "share",
      any: [
        { signal: "latency_p95", comparison: ">", threshold: objectiveMs },
        { signal: "error_rate", comparison: ">", threshold: 0.01 },
      ],
    },
    winsorise: null,
    guards: { margin: 0.02, scale: "absolute" },
  },
  {
    name: "allocated_cores",
    title: "Allocated cores",
    unit: "cores",
    better: "lower",
    measure: { kind: "mean", signal: "allocated_cores" },
    winsorise: null,
    guards: { margin: 0.2, scale: "relative" },
  },
  {
    name: "latency_p95",
    title: "Latency, 95th percentile",
    unit: "ms",
    better: "lower",
    measure: { kind: "mean", signal: "latency_p95" },
    winsorise: { low: 0, high: 0.99 },
    guards: { margin: 0.1, scale: "relative" },
  },
  {
    name: "error_share",
    title: "Requests that failed",
    unit: "share",
    better: "lower",
    measure: { kind: "ratio", numerator: ["error_rate", "request_rate"], denominator: ["request_rate"] },
    winsorise: null,
    guards: { margin: 0.005, scale: "absolute" },
  },
  {
    name: "conversion",
    title: "Conversion",
    unit: "share",
    better: "higher",
    measure: { kind: "ratio", numerator: ["conversion_rate", "request_rate"], denominator: ["request_rate"] },
    winsorise: null,
    guards: { margin: 0.05, scale: "relative" },
  },
];

/** Of the standard metrics those that a fleet's signals allow; the first one is the goal, the others guard it. */
export function metricsFor(reported: ReadonlySet<string>, objectiveMs: number): ProposedMetrics {
  const all = standard(objectiveMs);
  const known = all.filter((metric) => columnsOf(metric).every((column) => reported.has(column)));
  const missing = all
    .filter((metric) => !known.includes(metric))
    .map((metric) => ({
      title: metric.title,
      signals: columnsOf(metric).filter((column) => !reported.has(column)),
    }));
  const [goal] = known;
  return {
    metrics: known.map(({ guards: _guards, ...metric }) => metric),
    goal: goal?.name ?? "",
    guardrails: known.flatMap(({ name, guards }) =>
      guards === null || name === goal?.name ? [] : [{ metric: name, ...guards }],
    ),
    missing,
  };
}
