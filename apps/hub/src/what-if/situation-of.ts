import {
  noControls,
  policyInputs,
  type Controls,
  type Decision,
  type FreezeWindow,
  type Pause,
  type Signals,
  type Situation,
} from "@fleet-persona/engine";
import type { Manifest } from "@fleet-persona/persona";
import type { PolicyModel } from "./policy-model.ts";
import type { Replay } from "./replay.ts";
import type { PauseChoice, Scenario } from "./scenario.ts";

/** One recorded moment with everything to live it again. */
export type Moment = {
  readonly recorded: Decision;
  readonly replay: Replay;
  readonly manifest: Manifest;
  readonly policy: PolicyModel;
};

/** The situation of a moment with a person's changes in it. */
export function situationOf({ recorded, replay, manifest, policy }: Moment, scenario: Scenario): Situation {
  const now = recorded.at;
  const { signals: inputs } = manifest.policy.inputs;
  const signals = signalsOf(replay, scenario, now);
  const steerable = new Set(replay.steerable);
  return {
    now,
    signals,
    config: replay.config,
    proposal: brokenThen(recorded) ?? policy(policyInputs(inputs, signals, now), replay.config),
    triggers: manifest.triggers,
    settings: {
      ...replay.settings,
      attributes: manifest.attributes.filter(({ name }) => steerable.has(name)),
      inputs,
      riskTolerance: scenario.riskTolerance ?? replay.settings.riskTolerance,
      adjustmentFactor: scenario.adjustmentFactor ?? replay.settings.adjustmentFactor,
      confidenceFloor: scenario.confidenceFloor ?? replay.settings.confidenceFloor,
      fallback: scenario.fallback ?? replay.settings.fallback,
    },
    bounds: { ...replay.bounds, ...scenario.bounds },
    controls: controlsOf(replay, scenario, now),
    exploration: replay.exploration,
  };
}

// A value that a person says is as fresh as can be; one they take away was not observed.
function signalsOf(replay: Replay, scenario: Scenario, now: number): Signals {
  const seen = Object.entries(replay.signals).map(
    ([name, { value, ageMs }]) => [name, { value, at: now - ageMs }] as const,
  );
  const said = Object.entries(scenario.signals).map(
    ([name, value]) => [name, value === null ? undefined : { value, at: now }] as const,
  );
  return Object.fromEntries([...seen, ...said]);
}

// A policy that failed or was too slow on the host did so for reasons a browser does not have.
function brokenThen({ handover }: Decision): Situation["proposal"] | null {
  return handover?.kind === "policy" ? { kind: "unavailable", because: handover.because } : null;
}

function controlsOf(replay: Replay, { pause, freeze, kill }: Scenario, now: number): Controls {
  const recorded: Controls = { ...noControls, ...replay.controls };
  return {
    ...recorded,
    pauses: pause === undefined ? recorded.pauses : pausesOf(pause),
    freezeWindows: freeze === undefined ? recorded.freezeWindows : freeze ? [frozenAt(now)] : [],
    killSwitch: kill === undefined ? recorded.killSwitch : kill ? { by: "you", reason: "what if" } : null,
  };
}

function pausesOf(choice: PauseChoice): readonly Pause[] {
  switch (choice) {
    case "none":
      return [];
    case "all":
      return [{ scope: { kind: "all" }, until: null }];
    case "grow":
    case "shrink":
      return [{ scope: { kind: "direction", direction: choice }, until: null }];
    default:
      return choice satisfies never;
  }
}

function frozenAt(now: number): FreezeWindow {
  return { name: "what if", window: { kind: "once", from: now - 1, until: now + 1 } };
}
