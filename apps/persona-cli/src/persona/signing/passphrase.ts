import { readFileSync } from "node:fs";
import { usageError } from "../../command-line/command-error.ts";
import type { Terminal } from "../../command-line/terminal.ts";
import { PersonaCliError } from "../persona-error.ts";

type Asking = Pick<Terminal, "env" | "isInteractive" | "askSecret">;

/** A passphrase: from the file that PERSONA_PASSPHRASE_FILE names, otherwise asked on the terminal without showing it. */
export async function passphraseFor(what: string, { env, isInteractive, askSecret }: Asking): Promise<string> {
  const file = env["PERSONA_PASSPHRASE_FILE"];
  if (file !== undefined && file !== "") return fromFile(file);
  if (!isInteractive)
    throw usageError(`Nobody is there to ask for the passphrase of ${what}: name a file in PERSONA_PASSPHRASE_FILE.`);
  return askSecret(`Passphrase of ${what}: `);
}

/** The passphrase of a new key, asked twice. */
export async function newPassphrase(what: string, terminal: Asking): Promise<string> {
  const first = await passphraseFor(what, terminal);
  if (first.length < 8) throw usageError("A passphrase has at least eight characters; four words are better.");
  if (terminal.env["PERSONA_PASSPHRASE_FILE"]) return first;
  if ((await terminal.askSecret("The same again: ")) !== first) throw usageError("The two passphrases differ.");
  return first;
}

function fromFile(file: string): string {
  try {
    return readFileSync(file, "utf8").replace(/\r?\n$/, "");
  } catch {
    throw new PersonaCliError("file-wrong", `${file}, which PERSONA_PASSPHRASE_FILE names, cannot be read.`);
  }
}
