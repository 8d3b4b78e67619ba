import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { createTrustFolder } from "@fleet-persona/trust";
import type { StateFolder } from "./state-folder.ts";

/** What the worker is told about this machine's signing keys. */
export type TrustEnvironment = { readonly TRUST_FOLDER: string; readonly TRUST_PASSPHRASE_FILE: string };

/** Makes this machine's gate, lease and repository keys on the first start. The root's passphrase is nobody's but ours. */
export async function ensureTrustKeys(state: StateFolder): Promise<TrustEnvironment> {
  const folder = path.join(state.path, "trust");
  const passphrase = state.secret("trust");
  if (!existsSync(path.join(folder, "anchors.json")))
    await createTrustFolder(folder, {
      passphrase,
      rootPassphrase: state.secret("trust-root"),
      now: Date.now(),
      randomBytes: (length) => Uint8Array.from(randomBytes(length)),
    });
  return { TRUST_FOLDER: folder, TRUST_PASSPHRASE_FILE: path.join(state.path, "trust.secret") };
}
