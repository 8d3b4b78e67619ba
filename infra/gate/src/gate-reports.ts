import type { GateReason, GateReport, ModelReport } from "@fleet-persona/persona";
import { GATE_RULES, GATE_RULES_VERSION } from "./gate-rules.ts";
import type { PersonaUnderGate } from "./persona-under-gate.ts";
import { confidenceOf } from "./verdict/confidence.ts";
import type { GateEvidence } from "./verdict/evidence.ts";
import { percent } from "./verdict/reason.ts";
import { reasonsOf, verdictOf } from "./verdict/verdict.ts";

// What a report can carry of many failures; how many there were is in the reasons.
const MOST_FAILURES = 50;
const FAILURE = 500;

/** The report on a Persona whose model ran to the end. */
export function judgedReport(
  persona: PersonaUnderGate,
  evidence: GateEvidence,
  sandbox: { readonly memoryLimitMb: number; readonly peakMb: number | null },
  seconds: number,
): GateReport {
  const reasons = reasonsOf(evidence);
  const verdict = verdictOf(reasons);
  const { scenarios, fuzzing, confinement } = evidence;
  return {
    ...headOf(persona, evidence.model, seconds),
    verdict,
    reasons: [...reasons],
    confidence: verdict === "rejected" ? 0 : confidenceOf(evidence),
    behaviour: {
      scenarios: scenarios.map(({ scenario }) => scenario),
      fuzzing: { cases: fuzzing.cases, failures: failuresOf(evidence) },
      deterministic: fuzzing.deterministic,
      latency_us: { p50: rounded(fuzzing.latency.p50), p99: rounded(fuzzing.latency.p99) },
      sandbox: {
        network_isolated: confinement.networkIsolated,
        memory_limit_mb: sandbox.memoryLimitMb,
        peak_memory_mb: sandbox.peakMb === null ? null : rounded(sandbox.peakMb),
      },
    },
  };
}

/** The report on a Persona whose model was refused, or had to be stopped. */
export function stoppedReport(
  persona: PersonaUnderGate,
  model: ModelReport,
  reason: GateReason,
  seconds: number,
): GateReport {
  return { ...headOf(persona, model, seconds), verdict: "rejected", reasons: [reason], confidence: 0, behaviour: null };
}

function headOf({ manifest, digest }: PersonaUnderGate, model: ModelReport, seconds: number) {
  return {
    schema: "fleet-persona-gate/1",
    rules_version: GATE_RULES_VERSION,
    persona: { id: manifest.id, version: manifest.version },
    bundle_digest: digest,
    model,
    seconds: rounded(seconds),
  } as const;
}

function failuresOf({ fuzzing: { malformed, broken, sensitivity } }: GateEvidence): string[] {
  const jumps =
    sensitivity.jumpShare > GATE_RULES.jumpShare
      ? [`${percent(sensitivity.jumpShare)} of small changes moved a recommendation far: ${sensitivity.furthest}`]
      : [];
  return [...malformed, ...broken, ...jumps].slice(0, MOST_FAILURES).map((each) => each.slice(0, FAILURE));
}

function rounded(value: number): number {
  return Math.round(10 * value) / 10;
}
