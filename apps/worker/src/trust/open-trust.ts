import { readFileSync } from "node:fs";
import { openTrustFolder } from "@fleet-persona/trust";
import type { TrustFolder } from "@fleet-persona/trust";
import type { Env } from "../env.ts";

/** What this worker signs with. */
export type Trust = TrustFolder;

/** Opens the keys that the environment names; null where it names none: this worker signs nothing then. Throws `TrustError`. */
export async function openTrust({ TRUST_FOLDER: folder, TRUST_PASSPHRASE_FILE: file }: Env): Promise<Trust | null> {
  if (folder === undefined || file === undefined) return null;
  return openTrustFolder(folder, readFileSync(file, "utf8").trim());
}
