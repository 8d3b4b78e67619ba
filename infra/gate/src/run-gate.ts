import { startSimulation } from "@fleet-persona/simulator";
import type { BundleFiles, GateReport, GateSeries, ModelReport, VerifiedPersona } from "@fleet-persona/persona";
import { environmentOf, unseenInputs, type GateEnvironment } from "./behaviour/gate-environment.ts";
import { GATE_SCENARIOS, situationOf } from "./behaviour/gate-scenarios.ts";
import { runScenarios } from "./behaviour/run-scenarios.ts";
import { GATE_POLICIES, type SituationKey } from "./behaviour/run-situation.ts";
import { summariseScenarios } from "./behaviour/summarise-scenarios.ts";
import { fuzzPolicy } from "./fuzz/fuzz-policy.ts";
import { firstLatency } from "./fuzz/latency.ts";
import { GateError } from "./gate-error.ts";
import { GATE_RULES, seedsPerScenario } from "./gate-rules.ts";
import { judgedReport, stoppedReport } from "./gate-reports.ts";
import { personaUnderGate, type PersonaUnderGate } from "./persona-under-gate.ts";
import { contractOf } from "./policy-contract.ts";
import { confinementHere, type Confinement } from "./sandbox/confinement.ts";
import { openModel, type ModelSandbox } from "./sandbox/model-sandbox.ts";
import { SANDBOX_LIMITS, type SandboxLimits } from "./sandbox/sandbox-limits.ts";
import { SandboxStop } from "./sandbox/sandbox-stop.ts";
import { nobodyChecked, type ModelCheck } from "./static-check.ts";
import { tooSlow } from "./verdict/policy-reasons.ts";
import { refusedReason, stoppedReason } from "./verdict/stopped-reasons.ts";

/** How far the gate is. */
export type GateProgress = {
  readonly stage: "sandbox" | "fuzzing" | "scenarios";
  readonly done: number;
  readonly of: number;
};

export type GateOptions = {
  /** Judges the bytes first; a refused model never runs. Without one the report says that nobody did. */
  readonly checkModel?: ModelCheck;
  /** Scenario runs in all, at least: policies × seeds × scenarios, rounded up to whole seeds. */
  readonly runs?: number;
  readonly limits?: Partial<SandboxLimits>;
  /** Aborted: every process and thread is ended, and the gate rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: GateProgress) => void;
};

export type GateOutcome = { readonly report: GateReport; readonly series: readonly GateSeries[] };

/**
 * Puts one version of a Persona through the gate: its bytes, its behaviour in a sandbox, its answers to odd inputs, its verdict. The
 * model alone is never reason to fail: whatever it does is in the report. Throws `GateError` for a bundle that is none and for a machine
 * on which no sandbox starts. Same bundle, same rules: same runs.
 */
export async function runGate(bundle: BundleFiles | VerifiedPersona, options: GateOptions = {}): Promise<GateOutcome> {
  const began = performance.now();
  const persona = personaUnderGate(bundle);
  const model = (options.checkModel ?? nobodyChecked)(persona.policy, persona.manifest);
  const seconds = (): number => (performance.now() - began) / 1000;
  if (model.verdict === "refused") {
    return { report: stoppedReport(persona, model, refusedReason(model), seconds()), series: [] };
  }
  try {
    return await judged(persona, model, options, seconds);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!(error instanceof SandboxStop)) throw error;
    const reason = stoppedReason(error);
    if (reason === null) throw new GateError("sandbox-unavailable", error.message, { cause: error });
    return { report: stoppedReport(persona, model, reason, seconds()), series: [] };
  }
}

async function judged(
  persona: PersonaUnderGate,
  model: ModelReport,
  options: GateOptions,
  seconds: () => number,
): Promise<GateOutcome> {
  const { manifest } = persona;
  const { onProgress = () => undefined, signal } = options;
  const limits: SandboxLimits = { ...SANDBOX_LIMITS, ...options.limits };
  const situations = situationsOf(persona, options.runs ?? GATE_RULES.runs);
  const environment = environmentOf(manifest);
  onProgress({ stage: "sandbox", done: 0, of: 2 });
  const confinement = await confinementHere();
  // Two, so that one can be held against the other and both cores have something to do.
  await using first = await openModel(sandboxFor(persona, confinement, limits, signal));
  await using second = await openModel(sandboxFor(persona, confinement, limits, signal));
  const slow = tooSlow(await firstLatency(manifest, first, seedOf(persona)));
  if (slow !== null) return { report: stoppedReport(persona, model, slow, seconds()), series: [] };
  onProgress({ stage: "fuzzing", done: 0, of: 1 });
  const fuzzing = await fuzzPolicy(manifest, environment.fleet, [first, second], seedOf(persona));
  const results = await runScenarios({
    manifest,
    situations,
    sandboxes: [first, second],
    onDone: (done) => onProgress({ stage: "scenarios", done, of: situations.length }),
    ...(signal === undefined ? {} : { signal }),
  });
  const { summaries, series } = summariseScenarios(manifest.attributes, results);
  const evidence = {
    manifest,
    model,
    scenarios: summaries,
    fuzzing,
    confinement,
    inertAttributes: environment.inertAttributes,
    unseenInputs: unseenInputs(manifest, shownBy(environment)),
  };
  const sandbox = { memoryLimitMb: limits.memoryMb, peakMb: peakOf([first, second]) };
  return { report: judgedReport(persona, evidence, sandbox, seconds()), series };
}

function sandboxFor(
  { policy, manifest }: PersonaUnderGate,
  confinement: Confinement,
  limits: SandboxLimits,
  signal: AbortSignal | undefined,
): Parameters<typeof openModel>[0] {
  return {
    model: policy,
    contract: contractOf(manifest),
    confinement,
    limits,
    ...(signal === undefined ? {} : { signal }),
  };
}

/** Every scenario with every seed. Seeds follow from the digest: nobody chooses them, and a bundle meets the same everywhere. */
function situationsOf(persona: PersonaUnderGate, runs: number): readonly SituationKey[] {
  if (!(runs >= 1))
    throw new GateError("runs-invalid", `The gate cannot be run ${runs} times: give a whole number from 1 up.`);
  const count = seedsPerScenario(runs, GATE_SCENARIOS.length, GATE_POLICIES.length);
  const first = seedOf(persona);
  return Array.from({ length: count }, (_, at) => GATE_SCENARIOS.map((name) => ({ name, seed: first + at }))).flat();
}

function seedOf({ digest }: PersonaUnderGate): number {
  return Number.parseInt(digest.slice(0, 7), 16);
}

/** What the simulated fleet shows once everything has been measured. */
function shownBy(environment: GateEnvironment): ReadonlySet<string> {
  const { scenario } = situationOf("diurnal", 1, environment);
  return new Set(Object.keys(startSimulation({ ...scenario, seconds: 5 }).advance(5).signals));
}

function peakOf(sandboxes: readonly ModelSandbox[]): number | null {
  const peaks = sandboxes.flatMap(({ peakMb }) => (peakMb === null ? [] : [peakMb]));
  return peaks.length === 0 ? null : Math.max(...peaks);
}
