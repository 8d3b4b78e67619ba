import { dirname, resolve } from "node:path";
import type { TaskDescription } from "@fleet-persona/learning";
import type { PolicyPart } from "@fleet-persona/learning-jobs";
import type { ReadBundle } from "../bundle/read-bundle.ts";
import type { Given } from "../command-line.ts";
import { readProject, type ReadProject } from "../project/read-project.ts";
import { taskWithInputs } from "../project/task-of.ts";

/** The project whose fleet and scenarios a bundle is evaluated on: `--project`, or the folder above the bundle. */
export function projectOf(given: Given, bundle: string): ReadProject {
  return readProject(given.project ?? dirname(resolve(bundle)));
}

/** The project's task with what the bundles' Personas see and may move. */
export function taskFor(read: ReadProject, bundles: readonly ReadBundle[]): TaskDescription {
  const [first] = bundles;
  const task = taskWithInputs(read, first?.manifest.policy.inputs.signals ?? []);
  const attributes = new Map(
    bundles.flatMap(({ manifest }) => manifest.attributes.map((each) => [each.name, each] as const)),
  );
  return { ...task, attributes: [...attributes.values()] };
}

/** A bundle's Persona, as an agent would run it. */
export function personaOf(name: string, { manifest, files }: ReadBundle): PolicyPart {
  return {
    kind: "persona",
    name,
    model: Buffer.from(files["policy.onnx"]).toString("base64"),
    inputs: manifest.policy.inputs.signals,
    attributes: manifest.attributes,
    triggers: manifest.triggers,
    adaptation: manifest.adaptation,
    claimedConfidence: manifest.confidence_score,
  };
}
