import type { TaskDescription } from "@fleet-persona/learning";
import type { Configuration, Manifest } from "@fleet-persona/persona";
import type { Project } from "../project/project-schema.ts";
import type { RecordedTrace } from "../project/read-trace-file.ts";

/** `persona.json` before it is sealed: the digests of the other files are not in it yet. */
export type ManifestDraft = Omit<Manifest, "files">;

/** What a manifest says of how it was made. */
export type Making = {
  readonly algorithm: string;
  readonly steps: number;
  readonly seeds: readonly number[];
  readonly generation: number;
  readonly parents: readonly string[];
  readonly confidence: number;
  readonly date: string;
  readonly opset: number;
};

/** The manifest of a project's Persona. */
export function manifestDraft(
  project: Project,
  task: Pick<TaskDescription, "attributes" | "inputs" | "adaptation" | "triggers">,
  traces: readonly RecordedTrace[],
  making: Making,
): ManifestDraft {
  const names = task.attributes.map(({ name }) => name);
  const heaviest = task.attributes.toSorted((a, b) => b.weight - a.weight)[0]?.name;
  return {
    schema: "fleet-persona/1",
    id: project.id,
    name: project.name,
    version: project.version,
    creation_date: making.date,
    author: project.author,
    tags: [...new Set([...project.tags, project.intent])].slice(0, 16),
    summary: project.summary,
    licence: project.licence,
    changelog: [{ kind: "added", text: `Made by ${making.algorithm}, for ${project.intent}.` }],
    input_data_sources: [
      "a model of the fleet, simulated request by request",
      ...traces.map(({ name }) => `trace ${name}`),
    ],
    attributes: [...task.attributes],
    optimal_config: optimalOf(project, names),
    triggers: [...task.triggers],
    confidence_score: making.confidence,
    adaptation: task.adaptation,
    policy: {
      file: "policy.onnx",
      opset: making.opset,
      inputs: { signals: [...task.inputs], config: names },
      outputs: names,
    },
    training: {
      algorithm: making.algorithm,
      environment: environmentOf(project),
      steps: making.steps,
      seeds: [...making.seeds],
      generation: making.generation,
      parents: [...making.parents],
    },
    requires: {
      engine: 1,
      signals: task.inputs.filter(({ required }) => required).map(({ name }) => name),
      attributes: heaviest === undefined ? [] : [heaviest],
    },
  };
}

function optimalOf({ attributes, optimal_config }: Project, names: readonly string[]): Configuration {
  const steered = attributes.filter(({ name }) => names.includes(name));
  return Object.fromEntries(
    steered.map((attribute) => [attribute.name, optimal_config[attribute.name] ?? attribute.default]),
  );
}

function environmentOf({ fleet, scenarios }: Project): string {
  const rates = `${scenarios.calm.min} to ${scenarios.peak.max} requests a second`;
  return `${fleet.servers.length} simulated servers, ${rates}, scenarios of ${scenarios.seconds} s`;
}
