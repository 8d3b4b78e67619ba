import {
  deriveSignals,
  inheritedMemory,
  initialForecastMemory,
  initialMemory,
  occlusion,
  parsePolicyOutputs,
  policyInputs,
  revivedMemory,
  step,
  type Attribution,
  type Controls,
  type Decision,
  type EngineMemory,
  type Exploring,
  type ForecastMemory,
  type PolicyProblem,
  type PolicyRow,
  type Proposal,
  type Signals,
} from "@fleet-persona/engine";
import { encodeConfiguration, type Attribute, type Configuration, type Manifest } from "@fleet-persona/persona";
import type { EngineFrame } from "./engine-settings.ts";
import type { RunningPersona } from "./running-persona.ts";

/** What the decider carries from tick to tick; plain JSON, kept in the journal. */
export type DeciderMemory = Readonly<{ digest: string | null; engine: EngineMemory; forecast: ForecastMemory }>;

/** A memory of nothing, or what an earlier run kept of it. */
export function deciderMemory(kept: Partial<DeciderMemory> | undefined): DeciderMemory {
  return {
    digest: kept?.digest ?? null,
    engine: kept?.engine === undefined ? initialMemory() : revivedMemory(kept.engine),
    forecast: kept?.forecast ?? initialForecastMemory(),
  };
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

/** Everything one decision is made from. */
export type Moment = Readonly<{
  running: RunningPersona;
  /** The lease and its grace are over: the policy is not asked. */
  lapsed: boolean;
  frame: EngineFrame;
  controls: Controls;
  signals: Signals;
  config: Configuration;
  now: number;
  /** Absent: nothing is drawn. */
  exploring?: Exploring | undefined;
}>;

/** One inference and one engine step. `before` is the engine's memory that the step started from. */
export function decide(
  memory: DeciderMemory,
  moment: Moment,
): { memory: DeciderMemory; before: EngineMemory; decision: Decision } {
  const { running, frame, controls, signals, config, now, exploring: exploration } = moment;
  const { manifest, digest } = running.persona;
  const silence = unasked(moment);
  const proposal: Proposal =
    silence === null
      ? propose(running, policyInputs(manifest.policy.inputs.signals, signals, now), config)
      : { kind: "unavailable", because: silence };
  const before = memory.digest === digest ? memory.engine : inheritedMemory(memory.engine);
  const situation = { now, signals, config, proposal, triggers: manifest.triggers, controls, exploration, ...frame };
  const stepped = step(before, situation);
  return { memory: { ...memory, digest, engine: stepped.memory }, before, decision: stepped.decision };
}

/** Why the policy is not asked at this moment; null when it is. A policy that is not asked has not failed. */
export function unasked({ lapsed, frame }: Pick<Moment, "lapsed" | "frame">): PolicyProblem | null {
  if (lapsed) return "lease-lapsed";
  return frame.settings.decider === "fallback" ? "not-asked" : null;
}

/** What each input made of the policy's recommendation; asks the policy once for each, or not at all when it may not be asked. */
export function attribute(moment: Moment): readonly Attribution[] {
  if (unasked(moment) !== null) return [];
  const { running, frame, signals, config, now } = moment;
  const { inputs } = frame.settings;
  return occlusion({
    inputs,
    attributes: frame.settings.attributes,
    config,
    row: policyInputs(inputs, signals, now),
    run: (row) => propose(running, row, config),
  });
}

function propose({ persona, policy }: RunningPersona, row: PolicyRow, config: Configuration): Proposal {
  const { manifest } = persona;
  const { inputs, outputs } = manifest.policy;
  const run = policy.infer({ ...row, config: encodeConfiguration(attributesNamed(manifest, inputs.config), config) });
  if (run.kind === "failed") return { kind: "unavailable", because: run.because };
  return parsePolicyOutputs(attributesNamed(manifest, outputs), run.outputs);
}

function attributesNamed({ attributes }: Manifest, names: readonly string[]): readonly Attribute[] {
  return names.flatMap((name) => attributes.find((each) => each.name === name) ?? []);
}
