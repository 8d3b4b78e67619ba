import type { Bounds, Controls, EngineMemory, EngineSettings, Exploring, Signals } from "@fleet-persona/engine";
import type { Configuration } from "@fleet-persona/persona";

/** What it takes to run the reducer again on one decision's moment, beside the decision and the Persona's manifest. */
export type Replay = Readonly<{
  /** Before the decision. */
  memory: EngineMemory;
  settings: Omit<EngineSettings, "attributes" | "inputs">;
  bounds: Bounds;
  controls: Controls;
  config: Configuration;
  steerable: readonly string[];
  /** What was observed and how old it was, by signal: the policy's inputs and what rules look at. */
  signals: Readonly<Record<string, { readonly value: number; readonly ageMs: number }>>;
  /** The variates too, so that the same sample is drawn again; what was held is in the memory. */
  exploration?: Exploring | undefined;
}>;

// What the reactive rule and the guardrail read, whether or not the policy does.
const READ_BY_RULES = ["request_rate", "latency_p95", "error_rate", "cpu_utilisation", "queue_depth", "throughput"];
// What the guardrail remembers of the service: figures that leave the host only if their signals may.
const REMEMBERED = ["error_rate", "latency_p95", "request_rate"];

/** Puts a moment's replay together. Values that JSON cannot hold (NaN) are left out: they were unusable then, too. */
export function replayOf(
  moment: Readonly<{
    memory: EngineMemory;
    settings: EngineSettings;
    bounds: Bounds;
    controls: Controls;
    config: Configuration;
    signals: Signals;
    triggered: readonly string[];
    now: number;
    exploration: Exploring | undefined;
  }>,
): Replay {
  const { attributes, inputs, ...settings } = moment.settings;
  const names = new Set([...inputs.map(({ name }) => name), ...READ_BY_RULES, ...moment.triggered]);
  const signals = [...names].flatMap((name) => {
    const reading = moment.signals[name];
    if (reading === undefined || !Number.isFinite(reading.value)) return [];
    return [[name, { value: reading.value, ageMs: moment.now - reading.at }] as const];
  });
  const { memory, bounds, controls, config, exploration } = moment;
  const steerable = attributes.map(({ name }) => name);
  const replay = { memory, settings, bounds, controls, config, steerable, signals: Object.fromEntries(signals) };
  return exploration === undefined ? replay : { ...replay, exploration };
}

/** The replay as it may leave the host: signals off the list stay, and so do figures made from them. */
export function exportedReplay(replay: Replay, exported: (signal: string) => boolean): Replay {
  const signals = Object.entries(replay.signals).filter(([name]) => exported(name));
  const { outcome } = replay.memory;
  const told = REMEMBERED.every(exported) ? outcome : { ...outcome, samples: [], watch: null };
  return { ...replay, memory: { ...replay.memory, outcome: told }, signals: Object.fromEntries(signals) };
}
