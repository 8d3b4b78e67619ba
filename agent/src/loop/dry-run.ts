import {
  intersectBounds,
  type Attribution,
  type Bounds,
  type Decision,
  type Fallback,
  type Signals,
} from "@fleet-persona/engine";
import { attribute, decide, deciderMemory, type Moment } from "./decide.ts";
import type { Replay } from "./replay.ts";
import type { RunningPersona } from "./running-persona.ts";

/** What is to be otherwise; a signal that is null is taken away. */
export type Otherwise = Readonly<{
  signals?: Readonly<Record<string, number | null>>;
  bounds?: Bounds;
  riskTolerance?: number | undefined;
  adjustmentFactor?: number | undefined;
  confidenceFloor?: number | undefined;
  fallback?: Fallback | undefined;
}>;

/** The same moment with something otherwise: policy and engine run again, nothing is applied. */
export function dryRun(running: RunningPersona, recorded: Decision, replay: Replay, otherwise: Otherwise): Decision {
  const memory = { ...deciderMemory({ engine: replay.memory }), digest: running.persona.digest };
  return decide(memory, momentOf(running, recorded.at, replay, otherwise)).decision;
}

/** What each signal made of the recommendation at that moment, the strongest first; empty when the policy was not asked. */
export function attributionOf(running: RunningPersona, recorded: Decision, replay: Replay): readonly Attribution[] {
  const all = attribute(momentOf(running, recorded.at, replay, {}));
  return all.filter(({ change }) => change > 0).toSorted((a, b) => b.change - a.change);
}

function momentOf(running: RunningPersona, now: number, replay: Replay, otherwise: Otherwise): Moment {
  const { manifest } = running.persona;
  const steerable = new Set(replay.steerable);
  const { settings } = replay;
  const frame = {
    settings: {
      ...settings,
      attributes: manifest.attributes.filter(({ name }) => steerable.has(name)),
      inputs: manifest.policy.inputs.signals,
      riskTolerance: otherwise.riskTolerance ?? settings.riskTolerance,
      adjustmentFactor: otherwise.adjustmentFactor ?? settings.adjustmentFactor,
      confidenceFloor: otherwise.confidenceFloor ?? settings.confidenceFloor,
      fallback: otherwise.fallback ?? settings.fallback,
    },
    bounds: otherwise.bounds === undefined ? replay.bounds : intersectBounds(replay.bounds, otherwise.bounds),
  };
  const { controls, config, exploration: exploring } = replay;
  return {
    running,
    lapsed: false,
    frame,
    controls,
    signals: signalsOf(replay, now, otherwise.signals ?? {}),
    config,
    now,
    exploring,
  };
}

function signalsOf({ signals }: Replay, now: number, changed: Readonly<Record<string, number | null>>): Signals {
  const seen = Object.entries(signals).map(([name, { value, ageMs }]) => [name, { value, at: now - ageMs }] as const);
  const said = Object.entries(changed).map(
    ([name, value]) => [name, value === null ? undefined : { value, at: now }] as const,
  );
  return Object.fromEntries([...seen, ...said]);
}
