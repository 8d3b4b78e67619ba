import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  changesOf,
  cooldownsFrom,
  defaultCautions,
  defaultReactiveSettings,
  initialMemory,
  noControls,
  parsePolicyOutputs,
  policyInputs,
  type EngineSettings,
  step,
} from "@fleet-persona/engine";
import { tensor } from "@fleet-persona/learning";
import { encodeConfiguration } from "@fleet-persona/persona";
import { ortRuntime } from "@fleet-persona/onnx-runtime";
import type { Actor } from "./actor.ts";
import { BUNDLE_FOLDER } from "./files.ts";
import type { ManifestDraft } from "./manifest.ts";

/**
 * The trained policy itself under the engine's guards, as an agent would run it. Recording where it gets to, with
 * the teacher's word on it, and training again is DAgger (Ross, Gordon, Bagnell, 2011).
 */
export async function policyActor(folder: string = BUNDLE_FOLDER): Promise<Actor> {
  const manifest = JSON.parse(await readFile(join(folder, "persona.json"), "utf8")) as ManifestDraft;
  const session = await ortRuntime.load(new Uint8Array(await readFile(join(folder, "policy.onnx"))));
  const { attributes, policy, triggers } = manifest;
  const settings = settingsOf(manifest);
  let memory = initialMemory();
  return {
    async act({ now, current, signals }) {
      const inputs = policyInputs(policy.inputs.signals, signals, now);
      const row = (data: Float32Array) => tensor(data, [1, data.length]);
      const outputs = await session.run({
        signals: row(inputs.signals),
        present: row(inputs.present),
        config: row(encodeConfiguration(attributes, current)),
      });
      const tensors = Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, data]));
      const proposal = parsePolicyOutputs(attributes, tensors);
      const moment = { now, signals, config: current, proposal, triggers, settings, bounds: {}, controls: noControls };
      const answer = step(memory, moment);
      memory = answer.memory;
      return {
        ...current,
        ...Object.fromEntries(changesOf(answer.decision).map(({ attribute, to }) => [attribute, to])),
      };
    },
  };
}

function settingsOf({
  attributes,
  adaptation,
  confidence_score,
  optimal_config,
  policy,
}: ManifestDraft): EngineSettings {
  return {
    mode: "active",
    attributes,
    inputs: policy.inputs.signals,
    claimedConfidence: confidence_score,
    confidenceFloor: 0.25,
    adjustmentFactor: adaptation.adjustment_factor,
    riskTolerance: adaptation.risk_tolerance,
    deadband: adaptation.deadband,
    ...defaultCautions,
    // Training has no other hand and no service to protect: what is recorded is the policy under its guards.
    guardrail: null,
    cooldownMs: cooldownsFrom({ grow: 1000 * adaptation.cooldown_s.grow, shrink: 1000 * adaptation.cooldown_s.shrink }),
    fallback: "reactive",
    reactive: defaultReactiveSettings,
    safe: optimal_config,
  };
}
