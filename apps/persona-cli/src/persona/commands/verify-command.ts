import { verifyBundle } from "@fleet-persona/persona";
import type { Given } from "../command-line.ts";
import { PersonaCliError } from "../persona-error.ts";
import { bundleTrust, readKeyringFile, verifiedKeyring } from "../signing/keyring-file.ts";
import { publishersKeyring } from "../signing/publishers-key.ts";
import { signedBundle } from "../signing/signed-bundle.ts";
import type { World } from "../world.ts";

/** `persona verify BUNDLE --keyring FILE`: whether hub and agents would accept the signatures and every file. */
export function verifyCommand(given: Given, world: World): Promise<number> {
  const [folder = ""] = given.words;
  const keyring = verifiedKeyring(readKeyringFile(given.keyring ?? publishersKeyring(folder, world)));
  const { publisher, version, threshold } = keyring.keyring;
  const verdict = verifyBundle(signedBundle(folder), bundleTrust(keyring));
  if (verdict.kind === "refused")
    throw new PersonaCliError("key-refused", `${folder}: ${verdict.message}`, { code: verdict.code });
  const { manifest, digest, signedBy } = verdict.persona;
  const found = { id: manifest.id, version: manifest.version, digest, signedBy, keyring: { version, threshold } };
  if (given.json === true) world.out(`${JSON.stringify(found)}\n`);
  else
    world.out(
      `${found.id} v${found.version} stands: ${signedBy.length} of ${threshold} needed keys of ${publisher} (keyring ${version}) signed it.\n`,
    );
  return Promise.resolve(0);
}
