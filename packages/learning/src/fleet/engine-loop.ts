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
  policyInputs,
  step,
  type Bounds,
  type Decision,
  type EngineMemory,
  type EngineSettings,
  type ForecastMemory,
  type PolicyRow,
  type Proposal,
  type Signals,
} from "@fleet-persona/engine";
import type { Attribute, AttributeValue, Configuration } from "@fleet-persona/persona";
import type { FleetModel } from "@fleet-persona/simulator";
import type { FleetTask } from "./fleet-task.ts";

/** The part of a task, or of a Persona's manifest, that the engine is told. */
export type EngineTask = Pick<FleetTask, "attributes" | "inputs" | "triggers" | "adaptation">;

export type EngineLoopOptions = {
  readonly task: EngineTask;
  /** The fleet it runs on: what can be steered there, and how far. */
  readonly fleet: FleetModel;
  /** A new Persona has no claim yet: while it is trained its own confidence alone counts. Default 1. */
  readonly claimedConfidence?: number;
};

// As the agent has it: below a quarter of full confidence the fallback decides.
const CONFIDENCE_FLOOR = 0.25;
// Derived by the agent for its charts whether asked for or not; triggers may look at what comes of it.
const ALWAYS_DERIVED = ["request_rate", "latency_p95"];
const DERIVED = /\.(?:trend|forecast_|persistence_)/;

/**
 * One host's engine over simulated time: the functions that the agent runs for each decision, in its order, in mode
 * `active` with the guardrail on. The world between `act` and the next `look` is the caller's.
 */
export class EngineLoop {
  readonly #task: EngineTask;
  readonly #settings: EngineSettings;
  readonly #bounds: Bounds;
  readonly #derived: readonly string[];
  #forecast: ForecastMemory = initialForecastMemory();
  #memory: EngineMemory = initialMemory();
  #signals: Signals = {};
  #now = 0;

  constructor({ task, fleet, claimedConfidence = 1 }: EngineLoopOptions) {
    this.#task = task;
    this.#bounds = fleetBounds(fleet, task.attributes);
    this.#derived = derivedNames(task);
    const { adaptation, inputs, attributes } = task;
    const cooldown = { grow: adaptation.cooldown_s.grow * 1000, shrink: adaptation.cooldown_s.shrink * 1000 };
    const steerable = steerableOf(fleet, attributes);
    this.#settings = {
      ...defaultCautions,
      mode: "active",
      attributes: steerable,
      inputs,
      claimedConfidence,
      confidenceFloor: CONFIDENCE_FLOOR,
      adjustmentFactor: adaptation.adjustment_factor,
      riskTolerance: adaptation.risk_tolerance,
      deadband: adaptation.deadband,
      cooldownMs: cooldownsFrom(cooldown),
      fallback: "reactive",
      reactive: defaultReactiveSettings,
      safe: defaultsOf(fleet),
    };
  }

  /** Takes in what was observed and gives the policy's row; the next `act` decides on the same moment. */
  look(observed: Signals, now: number): PolicyRow {
    const derived = deriveSignals(this.#forecast, observed, now, this.#derived);
    this.#forecast = derived.memory;
    this.#signals = derived.signals;
    this.#now = now;
    return policyInputs(this.#task.inputs, derived.signals, now);
  }

  /** One engine step. What it changed counts as applied and read back: in a simulation every order is carried out. */
  act(proposal: Proposal, config: Configuration): { changes: Configuration; decision: Decision } {
    const stepped = this.#step(proposal, config, this.#settings);
    const moved = stepped.decision.outcome === "adjust" ? changesOf(stepped.decision) : [];
    if (moved.length === 0) return { changes: {}, decision: stepped.decision };
    const changes: Record<string, AttributeValue> = {};
    const from: Record<string, AttributeValue> = {};
    for (const change of moved) {
      changes[change.attribute] = change.to;
      from[change.attribute] = change.from;
    }
    this.#memory = noteApplied(this.#memory, { from, readBack: changes, at: this.#now }, this.#settings);
    return { changes, decision: stepped.decision };
  }

  /** One engine step in `shadow`, which changes nothing: how a Persona spends its first time on a host. */
  watch(proposal: Proposal, config: Configuration): Decision {
    return this.#step(proposal, config, { ...this.#settings, mode: "shadow" }).decision;
  }

  #step(proposal: Proposal, config: Configuration, settings: EngineSettings): ReturnType<typeof step> {
    const stepped = step(this.#memory, {
      now: this.#now,
      signals: this.#signals,
      config,
      proposal,
      triggers: this.#task.triggers,
      settings,
      bounds: this.#bounds,
      controls: noControls,
    });
    this.#memory = stepped.memory;
    return stepped;
  }
}

/** Those of `attributes` that this fleet offers. */
export function steerableOf(fleet: FleetModel, attributes: readonly Attribute[]): readonly Attribute[] {
  const offered = new Set(fleet.attributes.map(({ name }) => name));
  return attributes.filter(({ name }) => offered.has(name));
}

/** The fleet's own ranges and choices, and the policy's where they are narrower, as an agent intersects them. */
export function fleetBounds(fleet: FleetModel, attributes: readonly Attribute[]): Bounds {
  return intersectBounds(rangesOf(attributes), rangesOf(steerableOf(fleet, fleet.attributes)));
}

/** Every attribute of the fleet at its default. */
export function defaultsOf({ attributes }: Pick<FleetModel, "attributes">): Configuration {
  return Object.fromEntries(attributes.map((attribute) => [attribute.name, attribute.default]));
}

function rangesOf(attributes: readonly Attribute[]): Bounds {
  return Object.fromEntries(
    attributes.map((attribute) => {
      switch (attribute.kind) {
        case "continuous":
        case "integer":
          return [attribute.name, { kind: "range", min: attribute.min, max: attribute.max } as const];
        case "categorical":
          return [attribute.name, { kind: "choices", allowed: attribute.choices } as const];
        case "boolean":
          return [attribute.name, { kind: "choices", allowed: [false, true] } as const];
      }
      return attribute satisfies never;
    }),
  );
}

/** What the agent would derive, as far as inputs or triggers look at it: the rest would be worked out for nobody. */
function derivedNames({ inputs, triggers }: EngineTask): readonly string[] {
  const sources = (names: readonly string[]) =>
    names.flatMap((name) => (DERIVED.test(name) ? [name.slice(0, name.lastIndexOf("."))] : []));
  const asked = sources(inputs.map(({ name }) => name));
  const triggered = sources(triggers.map(({ when }) => when.signal));
  return [...new Set([...asked, ...triggered.filter((name) => ALWAYS_DERIVED.includes(name))])];
}
