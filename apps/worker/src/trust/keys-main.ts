import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { anchorsDigest } from "@fleet-persona/persona";
import {
  createTrustFolder,
  readAnchors,
  renewRoot,
  replaceKey,
  TrustError,
  type RolePurpose,
} from "@fleet-persona/trust";

const HELP = `trust-keys init FOLDER            the keys of gate, leases and repository, the first root, and anchors.json for hosts
trust-keys anchors FOLDER         what hosts pin: the file, and its digest on standard error
trust-keys replace FOLDER ROLE    a new key for tuf-root, tuf-targets, tuf-snapshot or tuf-timestamp; then renew-root
trust-keys renew-root FOLDER      the next root: for another year, with the keys that are there now

Passphrases are read from the files that TRUST_PASSPHRASE_FILE and TRUST_ROOT_PASSPHRASE_FILE name. A worker opens all keys but
the root's: keep tuf-root.key.json and its passphrase somewhere else, and bring them only for renew-root and replace.`;

const ROLES: readonly string[] = ["tuf-root", "tuf-targets", "tuf-snapshot", "tuf-timestamp"] satisfies RolePurpose[];

const [command = "--help", folder = "", role = ""] = process.argv.slice(2);
try {
  process.exitCode = await run();
} catch (error) {
  if (!(error instanceof TrustError)) throw error;
  process.stderr.write(`trust-keys: ${error.message} (${error.code})\n`);
  process.exitCode = 3;
}

async function run(): Promise<number> {
  if (folder === "" || (command === "replace" && !ROLES.includes(role))) return help();
  switch (command) {
    case "init":
      if (existsSync(`${folder}/anchors.json`))
        throw new TrustError("key-file-invalid", `${folder} holds keys already: nothing was changed.`);
      await createTrustFolder(folder, making());
      return say(`Keys made in ${folder}. Hosts pin anchors.json: ${anchorsDigest(readAnchors(folder))}`);
    case "anchors":
      process.stdout.write(`${JSON.stringify(readAnchors(folder), null, 2)}\n`);
      return say(anchorsDigest(readAnchors(folder)));
    case "replace":
      return say(`New key: ${await replaceKey(folder, role as RolePurpose, making())}. It counts after renew-root.`);
    case "renew-root":
      return say(`Root ${(await renewRoot(folder, making())).version} written: start the workers again.`);
    default:
      return help();
  }
}

function making() {
  return {
    passphrase: passphrase("TRUST_PASSPHRASE_FILE"),
    rootPassphrase: passphrase("TRUST_ROOT_PASSPHRASE_FILE"),
    now: Date.now(),
    randomBytes: (length: number) => Uint8Array.from(randomBytes(length)),
  };
}

function passphrase(variable: string): string {
  const file = process.env[variable];
  if (file === undefined) throw new TrustError("passphrase-empty", `Name a file with the passphrase in ${variable}.`);
  return readFileSync(file, "utf8").replace(/\r?\n$/, "");
}

function help(): number {
  process.stdout.write(`${HELP}\n`);
  return command === "--help" ? 0 : 2;
}

function say(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 0;
}
