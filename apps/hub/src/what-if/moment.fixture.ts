import { readFileSync } from "node:fs";
import {
  defaultCautions,
  defaultReactiveSettings,
  initialMemory,
  noControls,
  policyInputs,
  step,
  type Controls,
  type EngineMemory,
  type EngineSettings,
  type Exploring,
} from "@fleet-persona/engine";
import type { Manifest } from "@fleet-persona/persona";
import { policyModel } from "./policy-model.ts";
import { replayOf } from "./replay.ts";
import type { Moment } from "./situation-of.ts";

const bundle = (file: string) =>
  readFileSync(new URL(`../../../../personas/flash-sale/bundle/${file}`, import.meta.url));

type Given = {
  readonly signals?: Readonly<Record<string, number>>;
  readonly controls?: Partial<Controls>;
  readonly memory?: Partial<EngineMemory>;
  readonly exploration?: Exploring;
};

export const NOW = Date.UTC(2026, 10, 4, 12, 0, 0);

/** A moment of the reference Persona as an agent would have recorded it, through JSON and back. */
export function recordedMoment({ signals = {}, controls = {}, memory = {}, exploration }: Given = {}): Moment {
  // The draft: sealing it adds the digests of the files.
  const manifest = JSON.parse(bundle("persona.json").toString("utf8")) as Manifest;
  const policy = policyModel(manifest, new Uint8Array(bundle("policy.onnx")));
  const inputs = manifest.policy.inputs.signals;
  const config = manifest.optimal_config;
  const settings: Omit<EngineSettings, "attributes" | "inputs"> = {
    ...defaultCautions,
    mode: "active",
    claimedConfidence: manifest.confidence_score,
    confidenceFloor: 0.25,
    adjustmentFactor: manifest.adaptation.adjustment_factor,
    riskTolerance: manifest.adaptation.risk_tolerance,
    deadband: manifest.adaptation.deadband,
    cooldownMs: {
      hot: { grow: 0, shrink: 6000 },
      drain: { grow: 0, shrink: 6000 },
      restart: { grow: 0, shrink: 6000 },
    },
    fallback: "reactive",
    reactive: defaultReactiveSettings,
    safe: manifest.optimal_config,
  };
  const seen = Object.fromEntries(
    inputs.map(({ name, distribution }) => [name, { value: signals[name] ?? distribution.mean, at: NOW }]),
  );
  const before = { ...initialMemory(), ...memory };
  const now = { ...noControls, ...controls };
  const situation = {
    now: NOW,
    signals: seen,
    config,
    proposal: policy(policyInputs(inputs, seen, NOW), config),
    triggers: manifest.triggers,
    settings: { ...settings, attributes: manifest.attributes, inputs },
    bounds: {},
    controls: now,
    exploration,
  };
  const { decision } = step(before, situation);
  const steerable = manifest.attributes.map(({ name }) => name);
  const told = Object.fromEntries(Object.entries(seen).map(([name, { value }]) => [name, { value, ageMs: 0 }]));
  const moment = { memory: before, settings, bounds: {}, controls: now, config, steerable, signals: told };
  const replay = { ...moment, exploration };
  const recorded = JSON.parse(JSON.stringify({ ...decision, replay })) as typeof decision;
  const kept = replayOf(recorded);
  if (kept === null) throw new TypeError("the fixture's own replay cannot be read");
  return { recorded, replay: kept, manifest, policy };
}
