import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { keyFingerprint, keyPairFromSeed, keyringSchema, sealKeyring, type Keyring } from "@fleet-persona/persona";
import { sealKeyFile } from "@fleet-persona/trust";
import { usageError } from "../../command-line/command-error.ts";
import type { Given } from "../command-line.ts";
import { writeAtomically } from "../files/write-atomically.ts";
import { PersonaCliError } from "../persona-error.ts";
import { keyFiles, keyFolder } from "../signing/key-folder.ts";
import { writeKeyringFile } from "../signing/keyring-file.ts";
import { newPassphrase } from "../signing/passphrase.ts";
import type { World } from "../world.ts";

/** `persona keygen PUBLISHER`: a key under a passphrase and, unless `--another`, the publisher's first keyring. */
export async function keygenCommand(given: Given, world: World): Promise<number> {
  const [publisher = ""] = given.words;
  if (!keyringSchema.shape.publisher.safeParse(publisher).success)
    throw usageError(`${publisher} is no publisher's name: lower-case letters, digits and single dashes.`);
  const folder = given.out ?? keyFolder(world.env);
  const files = keyFiles(folder, publisher);
  const name = given.another;
  const keyPath = name === undefined ? files.key : join(folder, `${publisher}.${name}.key.json`);
  for (const path of name === undefined ? [keyPath, files.keyring] : [keyPath]) refuseExisting(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pair = keyPairFromSeed(Uint8Array.from(randomBytes(32)));
  const created = world.today();
  const passphrase = await newPassphrase(`the new key of ${publisher}`, world);
  const text = await sealKeyFile(pair, passphrase, {
    purpose: "publisher",
    created,
    randomBytes: (length) => Uint8Array.from(randomBytes(length)),
  });
  writeAtomically(keyPath, text, undefined, 0o600);
  const keyid = keyFingerprint(pair.publicKey);
  if (name === undefined) {
    const first: Keyring = {
      schema: "fleet-persona-keyring/1",
      publisher,
      version: 1,
      threshold: 1,
      keys: [{ keyid, public_key: Buffer.from(pair.publicKey).toString("base64"), created }],
      revoked: [],
      previous: null,
    };
    writeKeyringFile(files.keyring, [sealKeyring(first, [pair])]);
  }
  const keyring = name === undefined ? files.keyring : null;
  if (given.json === true) world.out(`${JSON.stringify({ publisher, keyid, key: keyPath, keyring })}\n`);
  else world.out(said({ publisher, keyid, key: keyPath, keyring }));
  return 0;
}

type Made = {
  readonly publisher: string;
  readonly keyid: string;
  readonly key: string;
  readonly keyring: string | null;
};

function said({ publisher, keyid, key, keyring }: Made): string {
  const next =
    keyring === null
      ? `Add it with \`persona rotate-key ${publisher} --add ${key}\`.`
      : `Keyring: ${keyring}\nKeep a copy of the key and its passphrase where this machine's loss does not reach.`;
  return `Key of ${publisher}: ${keyid}\nFile: ${key}\n${next}\n`;
}

function refuseExisting(path: string): void {
  if (existsSync(path))
    throw new PersonaCliError(
      "file-wrong",
      `${path} is there already: rotate it with \`persona rotate-key\`, or name another --out.`,
      {
        code: "key-exists",
      },
    );
}
