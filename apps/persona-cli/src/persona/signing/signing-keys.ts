import type { KeyPair } from "@fleet-persona/persona";
import { openKeyFile, readKeyFile, TrustError } from "@fleet-persona/trust";
import type { World } from "../world.ts";
import { PersonaCliError } from "../persona-error.ts";
import { bytesOf } from "./key-folder.ts";
import { passphraseFor } from "./passphrase.ts";

/** Opens the publisher's keys in these files, asking for each one's passphrase. */
export async function openSigningKeys(files: readonly string[], world: World): Promise<readonly KeyPair[]> {
  const pairs: KeyPair[] = [];
  for (const file of files) {
    const text = Buffer.from(bytesOf(file, "a key that `persona keygen` made")).toString("utf8");
    pairs.push(await open(file, text, world));
  }
  return pairs;
}

async function open(file: string, text: string, world: World): Promise<KeyPair> {
  try {
    const { keyid } = readKeyFile(text);
    return await openKeyFile(text, await passphraseFor(keyid, world), "publisher");
  } catch (error) {
    throw error instanceof TrustError ? keyError(file, error) : error;
  }
}

/** What is wrong with a key file, as the commands say it. */
export function keyError(file: string, { code, message }: TrustError): PersonaCliError {
  return new PersonaCliError(code === "passphrase-wrong" ? "key-refused" : "file-wrong", `${file}: ${message}`, {
    code,
  });
}
