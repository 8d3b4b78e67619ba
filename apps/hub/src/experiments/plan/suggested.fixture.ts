import { metricSchema } from "@fleet-persona/experiments";
import type { Suggested } from "./plan-draft.ts";

const metric = (name: string, unit: string, signal: string) =>
  metricSchema.parse({ name, title: name, unit, better: "lower", measure: { kind: "mean", signal } });

/** What a fleet of hosts with traffic of their own suggests. */
export const suggested: Suggested = {
  design: { kind: "hosts" },
  proposed: {
    metrics: [
      metric("breach", "share", "latency_p95"),
      metric("cores", "cores", "allocated_cores"),
      metric("errors", "share", "error_rate"),
    ],
    goal: "breach",
    guardrails: [
      { metric: "cores", margin: 0.1, scale: "relative" },
      { metric: "errors", margin: 0.002, scale: "absolute" },
    ],
    missing: [],
  },
};
