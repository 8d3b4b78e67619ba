import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { PersonaUnderTest } from "@fleet-persona/learning";
import { projectRoot } from "@fleet-persona/local-stack";
import { manifestSchema, type Manifest } from "@fleet-persona/persona";
import { ortRuntime } from "@fleet-persona/reference-personas";

const REFERENCES = ["flash-sale", "surge-ready"];

/** The folder of the first reference Persona that is there. */
export function referenceFolder(): string {
  const folders = REFERENCES.map((name) => path.join(projectRoot, "personas", name, "bundle"));
  return folders.find((folder) => existsSync(path.join(folder, "persona.json"))) ?? path.join(projectRoot, "personas");
}

/** A bundle's policy and what the engine is told of its manifest. An unsealed one (no `files` yet) will do for measuring. */
export async function loadPersona(folder: string): Promise<PersonaUnderTest> {
  const manifest = parsed(await readFile(path.join(folder, "persona.json"), "utf8"), folder);
  const session = await ortRuntime.load(new Uint8Array(await readFile(path.join(folder, "policy.onnx"))));
  const { attributes, triggers, adaptation, policy, confidence_score } = manifest;
  return {
    session,
    attributes,
    triggers,
    adaptation,
    inputs: policy.inputs.signals,
    claimedConfidence: confidence_score,
  };
}

function parsed(text: string, folder: string): Omit<Manifest, "files"> {
  const result = manifestSchema.safeParse({ files: PLACEHOLDERS, ...(JSON.parse(text) as object) });
  if (result.success) return result.data;
  throw new TypeError(`${folder}/persona.json is no manifest: ${result.error.issues[0]?.message ?? "unreadable"}`);
}

const PLACEHOLDERS = ["policy.onnx", "card.md", "evidence.json"].map((name) => ({
  name,
  bytes: 0,
  sha256: "0".repeat(64),
}));
