import type { TrialReport } from "../trial-report.ts";

/** A small report that the schema takes. */
export function sampleReport({ digest }: { readonly digest: string }): TrialReport {
  return {
    schema: "fleet-persona-trial/1",
    persona: { id: "acme/surge-ready", version: 1, digest },
    host: { name: "web-1", of: 1 },
    recorded: { since: 1, until: 2, moments: 2, interval_s: 1, truncated: false, missing_signals: [] },
    shadow: {
      agreement: 0.5,
      guard_share: 0.1,
      held_by: [{ name: "cooldown", share: 0.1 }],
      fallback_share: 0,
      fallback_because: [],
      mean_confidence: 0.8,
      attributes: [
        {
          name: "cpu_allocation",
          unit: "cores",
          choices: null,
          range: { min: 0.1, max: 0.3 },
          agreement: 0.5,
          changes: { actual: 0, would: 1 },
        },
      ],
    },
    series: {
      at: [1, 2],
      request_rate: [100, 110],
      p95_ms: [40, null],
      actual: { cpu_allocation: [0.2, 0.2] },
      would: { cpu_allocation: [0.2, 0.3] },
    },
    estimate: { kind: "none", because: "too-little-data", message: "An hour is needed.", error: null },
    seconds: 1,
  };
}
