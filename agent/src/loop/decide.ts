import {
  deriveSignals,
  initialForecastMemory,
  initialMemory,
  parsePolicyOutputs,
  policyInputs,
  step,
  type Decision,
  type EngineMemory,
  type ForecastMemory,
  type Proposal,
  type Signals,
} from "@fleet-persona/engine";
import { encodeConfiguration, type Attribute, type Configuration, type Manifest } from "@fleet-persona/persona";
import type { EngineFrame } from "./engine-settings.ts";
import type { RunningPersona } from "./running-persona.ts";

/** What the decider carries from tick to tick; plain JSON, kept in the journal. */
export type DeciderMemory = Readonly<{ digest: string | null; engine: EngineMemory; forecast: ForecastMemory }>;

export function initialDeciderMemory(): DeciderMemory {
  return { digest: null, engine: initialMemory(), forecast: initialForecastMemory() };
}

/** Signals that are forecast whether or not a Persona asks for it: the charts show them. */
const ALWAYS_FORECAST = ["request_rate", "latency_p95"] as const;

/** Adds trends and forecasts for what the running Persona looks at. */
export function foresee(
  memory: DeciderMemory,
  observed: Signals,
  now: number,
  names: readonly string[],
): { memory: DeciderMemory; signals: Signals } {
  const derived = deriveSignals(memory.forecast, observed, now, names);
  return { memory: { ...memory, forecast: derived.memory }, signals: derived.signals };
}

/** The signals a manifest wants derived, by their source's name. */
export function forecastNames(manifest: Manifest | undefined): readonly string[] {
  const asked = (manifest?.policy.inputs.signals ?? []).flatMap(({ name }) =>
    /\.(?:trend|forecast_|persistence_)/.test(name) ? [name.slice(0, name.lastIndexOf("."))] : [],
  );
  return [...new Set([...ALWAYS_FORECAST, ...asked])];
}

/** One inference and one engine step. `failure` says why the policy gave nothing, for the log. */
export function decide(
  memory: DeciderMemory,
  situation: Readonly<{
    running: RunningPersona;
    frame: EngineFrame;
    signals: Signals;
    config: Configuration;
    now: number;
  }>,
): { memory: DeciderMemory; decision: Decision; failure: string | undefined } {
  const { running, frame, signals, config, now } = situation;
  const { manifest, digest } = running.persona;
  const { proposal, failure } = propose(running, signals, config, now);
  // Another Persona starts with a clean slate, but for the times of the last changes: cooldowns are the target's.
  const engine = memory.digest === digest ? memory.engine : { ...initialMemory(), changedAt: memory.engine.changedAt };
  const stepped = step(engine, { now, signals, config, proposal, triggers: manifest.triggers, ...frame });
  return { memory: { ...memory, digest, engine: stepped.memory }, decision: stepped.decision, failure };
}

function propose(
  { persona, policy }: RunningPersona,
  signals: Signals,
  config: Configuration,
  now: number,
): { proposal: Proposal; failure: string | undefined } {
  const { manifest } = persona;
  const { inputs, outputs } = manifest.policy;
  const run = policy.infer({
    ...policyInputs(inputs.signals, signals, now),
    config: encodeConfiguration(attributesNamed(manifest, inputs.config), config),
  });
  if (run.kind === "failed")
    return { proposal: { kind: "unavailable", because: "policy-failed" }, failure: run.message };
  return { proposal: parsePolicyOutputs(attributesNamed(manifest, outputs), run.outputs), failure: undefined };
}

function attributesNamed({ attributes }: Manifest, names: readonly string[]): readonly Attribute[] {
  return names.flatMap((name) => attributes.find((attribute) => attribute.name === name) ?? []);
}
