import { KEYRING_TYPE, cosignDsse, keyFingerprint } from "@fleet-persona/persona";
import { usageError } from "../../command-line/command-error.ts";
import type { Given } from "../command-line.ts";
import { writeAllAtomically } from "../files/write-atomically.ts";
import { isKeyringFile, readKeyringFile, writeKeyringFile } from "../signing/keyring-file.ts";
import { openSigningKeys } from "../signing/signing-keys.ts";
import { signBundle } from "../signing/signed-bundle.ts";
import type { World } from "../world.ts";
import { publishersKey } from "../signing/publishers-key.ts";

/** `persona sign BUNDLE|KEYRING --key FILE`: adds signatures to a bundle, or to the newest of a file of keyrings. */
export async function signCommand(given: Given, world: World): Promise<number> {
  const [what = ""] = given.words;
  if (isKeyringFile(what)) return signKeyring(what, given, world);
  const publisher = given.key === undefined ? publishersKey(what, world) : given.key.split(",");
  const pairs = await openSigningKeys(publisher, world);
  const { manifest, files } = signBundle(what, pairs);
  writeAllAtomically(files);
  const signedBy = pairs.map(({ publicKey }) => keyFingerprint(publicKey));
  const { id, version } = manifest;
  if (given.json === true) world.out(`${JSON.stringify({ id, version, signedBy })}\n`);
  else world.out(`Signed ${id} v${version} with ${signedBy.join(", ")}.\n`);
  return 0;
}

async function signKeyring(path: string, given: Given, world: World): Promise<number> {
  if (given.key === undefined) throw usageError("--key is missing: name the key that signs this keyring.");
  const { chain, newest } = readKeyringFile(path);
  const pairs = await openSigningKeys(given.key.split(","), world);
  const envelope = cosignDsse(chain.at(-1) ?? new Uint8Array(), KEYRING_TYPE, pairs);
  writeKeyringFile(path, [...chain.slice(0, -1), envelope]);
  const signedBy = pairs.map(({ publicKey }) => keyFingerprint(publicKey));
  const { publisher, version } = newest.keyring;
  if (given.json === true) world.out(`${JSON.stringify({ publisher, version, signedBy })}\n`);
  else world.out(`Signed version ${version} of ${publisher}'s keyring with ${signedBy.join(", ")}.\n`);
  return 0;
}
