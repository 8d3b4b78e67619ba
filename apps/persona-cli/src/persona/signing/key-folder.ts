import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Terminal } from "../../command-line/terminal.ts";
import { PersonaCliError } from "../persona-error.ts";

/** Where an author's keys and keyrings are, unless said otherwise: only their owner can enter. */
export function keyFolder(env: Terminal["env"]): string {
  const base = env["XDG_CONFIG_HOME"] || join(env["HOME"] || homedir(), ".config");
  return join(base, "fleet-persona", "keys");
}

/** A publisher's key and keyrings in a folder. */
export function keyFiles(folder: string, publisher: string): { readonly key: string; readonly keyring: string } {
  return { key: join(folder, `${publisher}.key.json`), keyring: join(folder, `${publisher}.keyring.json`) };
}

/** The bytes of a file that a person named. */
export function bytesOf(path: string, what: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch {
    throw new PersonaCliError("file-wrong", `${path} cannot be read: name ${what}.`, { code: "file-missing" });
  }
}
