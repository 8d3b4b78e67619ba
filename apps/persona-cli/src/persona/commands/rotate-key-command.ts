import { keyFingerprint, sealKeyring, type Keyring } from "@fleet-persona/persona";
import { readKeyFile, TrustError } from "@fleet-persona/trust";
import { usageError } from "../../command-line/command-error.ts";
import { wholeNumber, type Given } from "../command-line.ts";
import { bytesOf, keyFiles, keyFolder } from "../signing/key-folder.ts";
import { readKeyringFile, verifiedKeyring, writeKeyringFile } from "../signing/keyring-file.ts";
import { keyError, openSigningKeys } from "../signing/signing-keys.ts";
import type { World } from "../world.ts";

/**
 * `persona rotate-key PUBLISHER`: the next keyring, with keys added, removed or revoked, signed by the keys at hand. Where more
 * holders must sign, `persona sign KEYRING` adds theirs; hub and agents take it when a threshold of both versions has.
 */
export async function rotateKeyCommand(given: Given, world: World): Promise<number> {
  const [publisher = ""] = given.words;
  const files = keyFiles(keyFolder(world.env), publisher);
  const file = readKeyringFile(given.keyring ?? files.keyring);
  const before = verifiedKeyring(file);
  const added = (given.add?.split(",") ?? []).map(publicKeyOf);
  const next = nextKeyring(before.keyring, before.digest, { given, added, today: world.today() });
  const signers = [...(given.key?.split(",") ?? [files.key]), ...(given.add?.split(",") ?? [])];
  const pairs = await openSigningKeys(signers, world);
  const envelope = sealKeyring(next, pairs);
  writeKeyringFile(file.path, [...file.chain, envelope]);
  const signedBy = pairs.map(({ publicKey }) => keyFingerprint(publicKey));
  const { version, threshold } = next;
  const keyids = next.keys.map(({ keyid }) => keyid);
  if (given.json === true) world.out(`${JSON.stringify({ publisher, version, threshold, keyids, signedBy })}\n`);
  else
    world.out(
      `Version ${version} of ${publisher}'s keyring: ${keyids.join(", ")}; ${threshold} must sign. Send it with the next \`persona publish\`.\n`,
    );
  return 0;
}

type Change = { readonly given: Given; readonly added: Keyring["keys"]; readonly today: string };

function nextKeyring(before: Keyring, digest: string, { given, added, today }: Change): Keyring {
  const revoked = given.revoke?.split(",") ?? [];
  const gone = new Set([...revoked, ...(given.remove?.split(",") ?? [])]);
  for (const keyid of gone)
    if (!before.keys.some((key) => key.keyid === keyid)) throw usageError(`${keyid} is no key of this keyring.`);
  if (added.length === 0 && gone.size === 0 && given.threshold === undefined)
    throw usageError("Say what changes: --add KEYFILE, --remove KEYID, --revoke KEYID or --threshold N.");
  return {
    ...before,
    version: before.version + 1,
    previous: digest,
    threshold: wholeNumber(given, "threshold", 1, before.threshold),
    keys: [...before.keys.filter(({ keyid }) => !gone.has(keyid)), ...added],
    revoked: [
      ...before.revoked,
      ...revoked.map((keyid) => ({ keyid, date: today, reason: given.reason ?? "revoked by its publisher" })),
    ],
  };
}

function publicKeyOf(file: string): Keyring["keys"][number] {
  try {
    const text = Buffer.from(bytesOf(file, "a key that `persona keygen` made")).toString("utf8");
    const { keyid, public_key, created } = readKeyFile(text);
    return { keyid, public_key, created };
  } catch (error) {
    throw error instanceof TrustError ? keyError(file, error) : error;
  }
}
