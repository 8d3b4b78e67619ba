import { readFileSync } from "node:fs";
import { openTrustFolder } from "@fleet-persona/trust";
import type { TrustFolder } from "@fleet-persona/trust";
import type { Env } from "../env.ts";
import { GATE_RULES_VERSION, gateVerdictOf } from "./gate-verdict-of.ts";
import type { GateVerdictOf } from "./gate-verdict-of.ts";

/** What this worker signs with, and who judges what it signs. */
export type Trust = TrustFolder & { readonly gateVerdictOf: GateVerdictOf; readonly rulesVersion: number };

/** Opens the keys that the environment names; null where it names none: this worker signs nothing then. Throws `TrustError`. */
export async function openTrust({ TRUST_FOLDER: folder, TRUST_PASSPHRASE_FILE: file }: Env): Promise<Trust | null> {
  if (folder === undefined || file === undefined) return null;
  const keys = await openTrustFolder(folder, readFileSync(file, "utf8").trim());
  return { ...keys, gateVerdictOf, rulesVersion: GATE_RULES_VERSION };
}
