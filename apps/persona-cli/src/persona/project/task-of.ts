import {
  measureInputs,
  taskOf,
  type DeclaredInput,
  type ScenarioSpread,
  type TaskDescription,
} from "@fleet-persona/learning";
import type { InputSignal } from "@fleet-persona/persona";
import { fleetModelOf } from "./fleet-model-of.ts";
import { standardOf } from "./known-signals.ts";
import type { Project } from "./project-schema.ts";
import type { ReadProject } from "./read-project.ts";

// Exploratory runs from which the distribution of each input is measured: nobody's seeds but theirs.
const MEASURED_SEEDS = Array.from({ length: 12 }, (_, at) => 900_000 + at);

/** What a project is about for learning: plain JSON, its inputs measured in exploratory runs. */
export async function describeTask(read: ReadProject): Promise<TaskDescription> {
  const unmeasured = { ...withoutInputs(read), inputs: [] };
  const inputs = await measureInputs(taskOf(unmeasured), declaredInputs(read.project), MEASURED_SEEDS);
  return { ...unmeasured, inputs };
}

/** The same with inputs that were measured before: those of a bundle. */
export function taskWithInputs(read: ReadProject, inputs: readonly InputSignal[]): TaskDescription {
  return { ...withoutInputs(read), inputs };
}

/** The signals in their order, with unit, family, window and staleness where the project leaves them to the standard. */
export function declaredInputs({ signals }: Project): readonly DeclaredInput[] {
  return signals.map(({ name, required, window_s, staleness_s }) => {
    const standard = standardOf(name);
    return {
      name,
      family: standard?.family ?? "performance",
      unit: unitOf(name, standard?.unit ?? ""),
      window_s: window_s ?? standard?.windowS ?? 0,
      staleness_s: staleness_s ?? standard?.stalenessS ?? 10,
      required,
    };
  });
}

function unitOf(name: string, unit: string): string {
  const written = unit === "ratio" ? "1" : unit;
  if (!name.endsWith(".trend")) return written;
  return written === "1/s" ? "1/s²" : `${written}/s`;
}

function withoutInputs(read: ReadProject): Omit<TaskDescription, "inputs"> {
  const { project } = read;
  const held = new Set(project.held);
  return {
    attributes: project.attributes.filter(({ name }) => !held.has(name)),
    triggers: project.triggers,
    adaptation: project.adaptation,
    reward: project.reward,
    decisionIntervalS: project.decision_interval_s,
    spread: spreadOf(read),
  };
}

function spreadOf({ project, traces }: ReadProject): ScenarioSpread {
  const { scenarios, faults, randomise } = project;
  const { servers } = randomise;
  return {
    fleet: fleetModelOf(project),
    seconds: scenarios.seconds,
    warmupS: scenarios.warmup_s,
    calm: scenarios.calm,
    peak: scenarios.peak,
    events: scenarios.events,
    mostEvents: scenarios.most_events,
    ...(traces.length === 0 ? {} : { traces, traceShare: scenarios.trace_share }),
    scale: randomise.rates,
    service: randomise.service,
    ...(servers === undefined
      ? {}
      : { servers: { min: servers.min, max: servers.max, sizeSpread: servers.size_spread } }),
    faultShare: faults.share,
  };
}
