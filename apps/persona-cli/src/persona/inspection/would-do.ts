import {
  cooldownsFrom,
  defaultCautions,
  defaultReactiveSettings,
  deriveSignals,
  explain,
  initialForecastMemory,
  initialMemory,
  noControls,
  occlusion,
  parsePolicyOutputs,
  policyInputs,
  step,
  type Attribution,
  type Decision,
  type EngineSettings,
  type PolicyRow,
  type Proposal,
  type Signals,
} from "@fleet-persona/engine";
import { evaluateOnnx, tensor, type OnnxModel } from "@fleet-persona/learning";
import { encodeConfiguration, type Manifest } from "@fleet-persona/persona";
import type { State } from "./read-state.ts";

/** What a Persona would do in a state, and why. */
export type WouldDo = {
  readonly sentence: string;
  readonly decision: Decision;
  readonly proposal: Proposal;
  /** What each signal made of it, the most first. */
  readonly attribution: readonly Attribution[];
};

// A moment; nothing before it is known.
const NOW = 1_767_571_200_000;
const CONFIDENCE_FLOOR = 0.25;

/** The same reducer that an agent runs, on one moment with no past. */
export function wouldDo(manifest: Manifest, model: OnnxModel, { signals: given, config }: State): WouldDo {
  const { attributes, policy, triggers } = manifest;
  const inputs = policy.inputs.signals;
  const readings = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, { value, at: NOW }]));
  const signals: Signals = {
    ...derived(
      readings,
      inputs.map(({ name }) => name),
    ),
    ...readings,
  };
  const row = policyInputs(inputs, signals, NOW);
  const encoded = encodeConfiguration(attributes, config);
  const one = (data: Float32Array) => tensor(data, [1, data.length]);
  const run = (asked: PolicyRow): Proposal =>
    parsePolicyOutputs(
      attributes,
      evaluateOnnx(model, { signals: one(asked.signals), present: one(asked.present), config: one(encoded) }),
    );
  const proposal = run(row);
  const { decision } = step(initialMemory(), {
    now: NOW,
    signals,
    config,
    proposal,
    triggers,
    settings: settingsOf(manifest),
    bounds: {},
    controls: noControls,
  });
  const attribution = occlusion({ inputs, attributes, config, row, run }).toSorted((a, b) => b.change - a.change);
  return { sentence: explain(decision, attributes), decision, proposal, attribution };
}

// What a steady state would derive: no trend, and a forecast that it stays as it is.
function derived(readings: Signals, names: readonly string[]): Signals {
  const bases = new Set(names.map((name) => name.replace(/\.(?:trend|forecast_\w+|persistence_\w+)$/, "")));
  return deriveSignals(initialForecastMemory(), readings, NOW, [...bases]).signals;
}

function settingsOf({ attributes, adaptation, confidence_score, optimal_config, policy }: Manifest): EngineSettings {
  return {
    ...defaultCautions,
    mode: "active",
    attributes,
    inputs: policy.inputs.signals,
    claimedConfidence: confidence_score,
    confidenceFloor: CONFIDENCE_FLOOR,
    adjustmentFactor: adaptation.adjustment_factor,
    riskTolerance: adaptation.risk_tolerance,
    deadband: adaptation.deadband,
    guardrail: null,
    cooldownMs: cooldownsFrom({ grow: 1000 * adaptation.cooldown_s.grow, shrink: 1000 * adaptation.cooldown_s.shrink }),
    fallback: "reactive",
    reactive: defaultReactiveSettings,
    safe: optimal_config,
  };
}
