import { z } from "zod";
import { personaIdSchema } from "../manifest.ts";
import { modelReportSchema } from "../model/model-report.ts";

const share = z.number().min(0).max(1);
const digest = z.string().regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hex digits");

/** What one policy came to in the runs of a scenario, means over the runs. */
export const scenarioFiguresSchema = z.strictObject({
  breach_seconds: z.number(),
  core_seconds: z.number(),
  cost: z.number(),
  requests: z.number(),
  errors: z.number(),
  /** ms; null where nothing was answered. */
  p95_ms: z.number().nullable(),
});
export type ScenarioFigures = z.infer<typeof scenarioFiguresSchema>;

/** A kind of life the gate leads a Persona through, in the simulator. */
export const gateScenarioSchema = z.strictObject({
  name: z.enum([
    "diurnal",
    "flash-crowd",
    "slow-leak",
    "server-loss",
    "cache-busting",
    "metric-drop-out",
    "nan-storm",
    "clock-skew",
  ]),
  runs: z.int().min(1),
  seeds: z.array(z.int()),
  /** The Persona within the engine: guards, bounds, fallback. */
  guarded: scenarioFiguresSchema,
  /** What its raw answers would have done, with every guard off. */
  raw: scenarioFiguresSchema,
  baselines: z.strictObject({ static_default: scenarioFiguresSchema, reactive: scenarioFiguresSchema }),
  /** Decisions in which a guard had to hold the Persona back, of all. */
  guard_share: share,
  /** Decisions in which the fallback decided, of all. */
  fallback_share: share,
  /** The attribute changes that went furthest, for the review: `at` in seconds since the start of a run. */
  worst_moment: z.strictObject({ seed: z.int(), at: z.number(), what: z.string().max(500) }).nullable(),
});
export type GateScenario = z.infer<typeof gateScenarioSchema>;

/** Why a verdict is what it is. `reject` and `quarantine` decide it, a `note` tells. */
export const gateReasonSchema = z.strictObject({
  severity: z.enum(["reject", "quarantine", "note"]),
  code: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  /** What was seen and what the author can do about it, one or two sentences. */
  message: z.string().max(1_000),
});
export type GateReason = z.infer<typeof gateReasonSchema>;

/** Everything the gate found out about one version of a Persona. What its attestation says, and what admins read. */
export const gateReportSchema = z.strictObject({
  schema: z.literal("fleet-persona-gate/1"),
  /** Rises with every change of the rules; a report of older rules is run again. */
  rules_version: z.int().min(1),
  persona: z.strictObject({ id: personaIdSchema, version: z.int().min(1) }),
  /** SHA-256 of `persona.json`, which names the digests of everything else. */
  bundle_digest: digest,
  verdict: z.enum(["passed", "quarantined", "rejected"]),
  reasons: z.array(gateReasonSchema),
  /** The gate's own confidence, which stands beside the author's claim; the lower one counts. 0 where it was rejected. */
  confidence: share,
  model: modelReportSchema,
  /** Null where the model was refused before anything ran, or had to be stopped. */
  behaviour: z
    .strictObject({
      scenarios: z.array(gateScenarioSchema),
      /** Inputs at extremes, at trigger thresholds, in sparse spikes and metamorphic pairs. */
      fuzzing: z.strictObject({ cases: z.int(), failures: z.array(z.string().max(500)) }),
      /** The same inputs in two processes gave the same bytes. */
      deterministic: z.boolean(),
      latency_us: z.strictObject({ p50: z.number(), p99: z.number() }),
      sandbox: z.strictObject({
        /** Whether the model ran without a network of its own. */
        network_isolated: z.boolean(),
        memory_limit_mb: z.number(),
        peak_memory_mb: z.number().nullable(),
      }),
    })
    .nullable(),
  seconds: z.number(),
});
export type GateReport = z.infer<typeof gateReportSchema>;

/** A run second by second, in columns, for the review's charts; kept beside the report, not in it. */
export const gateSeriesSchema = z.strictObject({
  scenario: gateScenarioSchema.shape.name,
  policy: z.enum(["guarded", "raw", "static_default", "reactive"]),
  seed: z.int(),
  t: z.array(z.number()),
  requests: z.array(z.number()),
  p95_ms: z.array(z.number().nullable()),
  errors: z.array(z.number()),
  cost: z.array(z.number()),
  breach: z.array(z.number()),
  config: z.record(z.string(), z.array(z.union([z.number(), z.string(), z.boolean()]))),
});
export type GateSeries = z.infer<typeof gateSeriesSchema>;
