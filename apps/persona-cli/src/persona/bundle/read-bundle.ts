import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LearningError, readOnnx, type OnnxModel } from "@fleet-persona/learning";
import { BUNDLE_CONTENT, type BundleContentName, type Manifest } from "@fleet-persona/persona";
import { PersonaCliError } from "../persona-error.ts";
import { parseManifest } from "./read-manifest.ts";

/** A bundle's folder, read and checked: the manifest with the digests of what lies there now. */
export type ReadBundle = {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly files: Readonly<Record<BundleContentName, Uint8Array>>;
  readonly model: OnnxModel;
};

/** Reads an unsigned bundle. What an agent would refuse is refused here, with the file and what to do. */
export function readBundle(folder: string): ReadBundle {
  const draft = jsonOf(contentOf(folder, "persona.json"), join(folder, "persona.json"));
  const content = BUNDLE_CONTENT.map((name) => [name, contentOf(folder, name)] as const);
  const files = Object.fromEntries(content) as Record<BundleContentName, Uint8Array>;
  jsonOf(files["evidence.json"], join(folder, "evidence.json"));
  const digests = content.map(([name, bytes]) => ({
    name,
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  }));
  const manifest = parseManifest(draft, join(folder, "persona.json"), digests);
  return { folder, manifest, files, model: modelOf(files["policy.onnx"], join(folder, "policy.onnx")) };
}

/** A model as the gate would read it. */
export function modelOf(bytes: Uint8Array, path: string): OnnxModel {
  try {
    return readOnnx(bytes);
  } catch (error) {
    if (!(error instanceof LearningError)) throw error;
    throw wrong(`${path} is no model that a Persona may have: ${error.message}.`, "model-invalid");
  }
}

function contentOf(folder: string, name: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(join(folder, name)));
  } catch {
    throw wrong(
      `${join(folder, name)} cannot be read: is ${folder} a bundle, as persona train writes it?`,
      "bundle-incomplete",
    );
  }
}

function jsonOf(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw wrong(`${path} is not JSON.`, "file-unreadable");
  }
}

function wrong(message: string, code: string): PersonaCliError {
  return new PersonaCliError("file-wrong", message, { code });
}
