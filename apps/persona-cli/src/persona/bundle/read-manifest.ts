import { readFileSync } from "node:fs";
import { BUNDLE_CONTENT, manifestSchema, type Manifest } from "@fleet-persona/persona";
import { PersonaCliError } from "../persona-error.ts";

/** What is listed of a file in a manifest. */
export type ListedFile = Manifest["files"][number];

// A draft lists no files yet; sealing fills them in, and what is read here does not depend on them.
const UNLISTED = BUNDLE_CONTENT.map((name): ListedFile => ({ name, bytes: 0, sha256: "0".repeat(64) }));

/** A `persona.json` by itself, sealed or a draft. */
export function readManifest(path: string): Manifest {
  let content: string;
  try {
    content = readFileSync(path, "utf8");
  } catch {
    throw wrong(`${path} cannot be read: give the path of a persona.json.`, "manifest-missing");
  }
  try {
    return parseManifest(JSON.parse(content), path, UNLISTED);
  } catch (error) {
    if (error instanceof PersonaCliError) throw error;
    throw wrong(`${path} is not JSON.`, "file-unreadable");
  }
}

/** Parses what a manifest or a draft says, with the files that belong to it. */
export function parseManifest(said: unknown, path: string, files: readonly ListedFile[]): Manifest {
  const parsed = manifestSchema.safeParse({ ...(said as object), files });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.slice(0, 5).map(({ path: field, message }) => `${field.join(".")}: ${message}`);
  throw wrong(`${path} is no manifest: ${faults.join("; ")}.`, "manifest-invalid");
}

function wrong(message: string, code: string): PersonaCliError {
  return new PersonaCliError("file-wrong", message, { code });
}
