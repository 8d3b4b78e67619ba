import {
  changesOf,
  cooldownsFrom,
  defaultCautions,
  defaultReactiveSettings,
  deriveSignals,
  initialForecastMemory,
  initialMemory,
  intersectBounds,
  noControls,
  noteApplied,
  parsePolicyOutputs,
  policyInputs,
  step,
  type Bounds,
  type Controls,
  type Decision,
  type EngineSettings,
  type PolicyRow,
  type Proposal,
} from "@fleet-persona/engine";
import type { TrialMaterial } from "@fleet-persona/hub-core";
import { tensor, type OnnxModelSession } from "@fleet-persona/learning";
import { encodeConfiguration, type Attribute, type Configuration, type Manifest } from "@fleet-persona/persona";
import type { RecordedFleet } from "./recorded-fleet.ts";

/** One moment of the replay: what was decided, and what the candidate would have had set by then. */
export type ShadowMoment = {
  readonly moment: number;
  readonly decision: Decision;
  readonly actual: Configuration;
  readonly would: Configuration;
};

// As the agent has it where the tenant says nothing.
const CONFIDENCE_FLOOR = 0.25;
const DERIVED = /\.(?:trend|forecast_|persistence_)/;
// Longer silences are two recordings: the candidate begins anew from what was set then.
const SILENCE_MS = 60_000;

/**
 * Runs a Persona over a recording as an agent runs it, its own configuration carried forward: it decides on what was observed, and
 * what it would have changed is what it finds set at the next moment. What it would have changed in the service is not in the
 * signals: they are as they were.
 */
export async function* shadowReplay(
  material: Pick<TrialMaterial, "manifest" | "document">,
  fleet: RecordedFleet,
  session: OnnxModelSession,
): AsyncGenerator<ShadowMoment> {
  const { manifest, document } = material;
  const frame = frameOf(material, fleet);
  const derived = derivedNames(manifest);
  const controls: Controls = { ...noControls, triggers: document.control.triggers };
  let memory = initialMemory();
  let forecast = initialForecastMemory();
  let would: Configuration = {};
  let before = Number.NEGATIVE_INFINITY;
  for (let moment = 0; moment < fleet.moments; moment += 1) {
    const now = fleet.at[moment] ?? 0;
    const actual = fleet.configAt(moment);
    if (now - before > SILENCE_MS) [would, memory] = [actual, initialMemory()];
    before = now;
    // What was not recorded at first appears with what was set.
    const config = { ...actual, ...would };
    const seen = deriveSignals(forecast, fleet.signalsAt(moment), now, derived);
    forecast = seen.memory;
    const row = policyInputs(manifest.policy.inputs.signals, seen.signals, now);
    const proposal = await propose(session, manifest, row, config);
    const situation = { now, signals: seen.signals, config, proposal, triggers: manifest.triggers, controls, ...frame };
    const stepped = step(memory, situation);
    const changes = changesOf(stepped.decision);
    const readBack = Object.fromEntries(changes.map(({ attribute, to }) => [attribute, to]));
    const from = Object.fromEntries(changes.map(({ attribute, from: was }) => [attribute, was]));
    would = { ...config, ...readBack };
    memory =
      changes.length === 0 ? stepped.memory : noteApplied(stepped.memory, { from, readBack, at: now }, frame.settings);
    yield { moment, decision: stepped.decision, actual, would };
  }
}

/** The bounds that the candidate would have kept to: its own and the tenant's. A host's own file may be narrower still. */
export function boundsOf({ manifest, document }: Pick<TrialMaterial, "manifest" | "document">): Bounds {
  return intersectBounds(Object.fromEntries(manifest.attributes.map(rangeOf)), document.bounds);
}

function rangeOf(attribute: Attribute): readonly [string, Bounds[string]] {
  switch (attribute.kind) {
    case "continuous":
    case "integer":
      return [attribute.name, { kind: "range", min: attribute.min, max: attribute.max }];
    case "categorical":
      return [attribute.name, { kind: "choices", allowed: attribute.choices }];
    case "boolean":
      return [attribute.name, { kind: "choices", allowed: [false, true] }];
  }
  return attribute satisfies never;
}

function frameOf(
  material: Pick<TrialMaterial, "manifest" | "document">,
  fleet: RecordedFleet,
): { readonly settings: EngineSettings; readonly bounds: Bounds } {
  const { manifest, document } = material;
  const { adaptation, policy, confidence_score: claimedConfidence } = manifest;
  const { settings: said, control } = document;
  const hot = said.cooldownMs ?? {
    grow: adaptation.cooldown_s.grow * 1000,
    shrink: adaptation.cooldown_s.shrink * 1000,
  };
  return {
    bounds: boundsOf(material),
    settings: {
      mode: "active",
      attributes: fleet.attributes,
      inputs: policy.inputs.signals,
      claimedConfidence,
      confidenceFloor: said.confidenceFloor ?? CONFIDENCE_FLOOR,
      adjustmentFactor: said.adjustmentFactor ?? adaptation.adjustment_factor,
      riskTolerance: said.riskTolerance ?? adaptation.risk_tolerance,
      deadband: said.deadband ?? adaptation.deadband,
      stepLimits: control.stepLimits,
      cooldownMs: cooldownsFrom(hot),
      stabilisationMs: said.stabilisationMs ?? defaultCautions.stabilisationMs,
      yieldMs: said.yieldMs ?? defaultCautions.yieldMs,
      // The service answered to what was set, not to what would have been: nothing of it can be blamed on the candidate.
      guardrail: null,
      fallback: said.fallback ?? "reactive",
      reactive: defaultReactiveSettings,
      safe: fleet.configAt(0),
    },
  };
}

async function propose(
  session: OnnxModelSession,
  { attributes, policy }: Manifest,
  { signals, present }: PolicyRow,
  config: Configuration,
): Promise<Proposal> {
  const named = (names: readonly string[]) =>
    names.flatMap((name) => attributes.find((each) => each.name === name) ?? []);
  const row = (data: Float32Array) => tensor(data, [1, data.length]);
  const encoded = encodeConfiguration(named(policy.inputs.config), config);
  try {
    const outputs = await session.run({ signals: row(signals), present: row(present), config: row(encoded) });
    const tensors = Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, data]));
    return parsePolicyOutputs(named(policy.outputs), tensors);
  } catch {
    return { kind: "unavailable", because: "policy-failed" };
  }
}

function derivedNames({ policy, triggers }: Manifest): readonly string[] {
  const asked = [...policy.inputs.signals.map(({ name }) => name), ...triggers.map(({ when }) => when.signal)];
  const sources = asked.flatMap((name) => (DERIVED.test(name) ? [name.slice(0, name.lastIndexOf("."))] : []));
  return [...new Set(["request_rate", "latency_p95", ...sources])];
}
