import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { keyPairFromSeed, trustAnchorsSchema, type KeyPair, type TrustAnchors } from "@fleet-persona/persona";
import { TrustError } from "../trust-error.ts";
import type { TufDocument } from "../tuf/metadata.ts";
import { documentOf, readRoot } from "../tuf/metadata.ts";
import type { RepositoryKeys } from "../tuf/repository.ts";
import { createRoot, type RootRoles } from "../tuf/root.ts";
import { openKeyFile, readKeyFile, sealKeyFile, type KeyPurpose } from "./key-file.ts";

/** What a worker signs with, and what the world is told about it. The root's key is not opened. */
export type TrustFolder = {
  readonly gate: KeyPair;
  readonly lease: KeyPair;
  readonly repository: RepositoryKeys;
  readonly anchors: TrustAnchors;
  /** Every root so far, oldest first. */
  readonly roots: readonly TufDocument[];
};

const WORKING_KEYS = [
  "gate",
  "lease",
  "tuf-targets",
  "tuf-snapshot",
  "tuf-timestamp",
] as const satisfies readonly KeyPurpose[];

const fileOf = (purpose: KeyPurpose): string => `${purpose}.key.json`;

/** Where time and chance come from, and what seals the keys. */
export type TrustFolderMaking = {
  readonly passphrase: string;
  /** Of the root's key, which a worker never opens; keep it elsewhere. */
  readonly rootPassphrase: string;
  readonly now: number;
  readonly randomBytes: (length: number) => Uint8Array;
};

/** Makes the keys of a hub (one for each purpose), the first root, and the anchors that hosts pin. Overwrites nothing. */
export async function createTrustFolder(folder: string, making: TrustFolderMaking): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const created = new Date(making.now).toISOString().slice(0, 10);
  const pairs = new Map<KeyPurpose, KeyPair>();
  for (const purpose of [...WORKING_KEYS, "tuf-root"] as const) {
    const pair = keyPairFromSeed(making.randomBytes(32));
    const passphrase = purpose === "tuf-root" ? making.rootPassphrase : making.passphrase;
    const text = await sealKeyFile(pair, passphrase, { purpose, created, randomBytes: making.randomBytes });
    writeNew(folder, fileOf(purpose), text);
    pairs.set(purpose, pair);
  }
  const signer = pairOf(pairs, "tuf-root");
  const root = createRoot(rolesOf(pairs), [signer], making.now);
  const anchors: TrustAnchors = {
    schema: "fleet-persona-trust/1",
    root: Buffer.from(root.body).toString("base64"),
    gate_keys: [publicOf(pairs, "gate")],
    lease_keys: [publicOf(pairs, "lease")],
    keyrings: {},
  };
  writeNew(folder, `${root.version}.root.json`, root.body);
  // Last: a folder with anchors is whole.
  writeNew(folder, "anchors.json", `${JSON.stringify(anchors, null, 2)}\n`);
}

/** Opens the keys a worker signs with. Throws `passphrase-wrong`, `key-file-invalid`, `metadata-invalid`. */
export async function openTrustFolder(folder: string, passphrase: string): Promise<TrustFolder> {
  const opened = await Promise.all(
    WORKING_KEYS.map(async (purpose) => {
      const text = readText(folder, fileOf(purpose));
      return [purpose, await openKeyFile(text, passphrase, purpose)] as const;
    }),
  );
  const pairs = new Map<KeyPurpose, KeyPair>(opened);
  return {
    gate: pairOf(pairs, "gate"),
    lease: pairOf(pairs, "lease"),
    repository: {
      targets: [pairOf(pairs, "tuf-targets")],
      snapshot: [pairOf(pairs, "tuf-snapshot")],
      timestamp: [pairOf(pairs, "tuf-timestamp")],
    },
    anchors: readAnchors(folder),
    roots: readRoots(folder),
  };
}

/** The anchors of a folder: public, what a host's own file is made of. Throws `key-file-invalid`. */
export function readAnchors(folder: string): TrustAnchors {
  try {
    return trustAnchorsSchema.parse(JSON.parse(readText(folder, "anchors.json")));
  } catch (error) {
    throw new TrustError("key-file-invalid", `${join(folder, "anchors.json")} is not what this program knows.`, {
      cause: error,
    });
  }
}

/** The public keys of the files in a folder, for a root that names them. */
export function rootRolesOf(folder: string): RootRoles {
  const role = (purpose: KeyPurpose) => ({
    publicKeys: [new Uint8Array(Buffer.from(readKeyFile(readText(folder, fileOf(purpose))).public_key, "base64"))],
  });
  return {
    root: role("tuf-root"),
    targets: role("tuf-targets"),
    snapshot: role("tuf-snapshot"),
    timestamp: role("tuf-timestamp"),
  };
}

/** Every root of a folder, oldest first, in the exact bytes. */
export function readRoots(folder: string): readonly TufDocument[] {
  return readdirSync(folder)
    .filter((name) => /^\d+\.root\.json$/.test(name))
    .map((name) => {
      // The exact bytes: clients compare nothing else.
      const body = new Uint8Array(readFileSync(join(folder, name)));
      return { ...documentOf("root", readRoot(body)), body };
    })
    .toSorted((a, b) => a.version - b.version);
}

function rolesOf(pairs: ReadonlyMap<KeyPurpose, KeyPair>): RootRoles {
  const role = (purpose: KeyPurpose) => ({ publicKeys: [pairOf(pairs, purpose).publicKey] });
  return {
    root: role("tuf-root"),
    targets: role("tuf-targets"),
    snapshot: role("tuf-snapshot"),
    timestamp: role("tuf-timestamp"),
  };
}

function pairOf(pairs: ReadonlyMap<KeyPurpose, KeyPair>, purpose: KeyPurpose): KeyPair {
  const pair = pairs.get(purpose);
  if (pair === undefined) throw new TrustError("key-file-invalid", `There is no key for ${purpose}.`);
  return pair;
}

function publicOf(pairs: ReadonlyMap<KeyPurpose, KeyPair>, purpose: KeyPurpose): string {
  return Buffer.from(pairOf(pairs, purpose).publicKey).toString("base64");
}

function readText(folder: string, name: string): string {
  try {
    return readFileSync(join(folder, name), "utf8");
  } catch (error) {
    throw new TrustError("key-file-invalid", `${join(folder, name)} cannot be read.`, { cause: error });
  }
}

function writeNew(folder: string, name: string, content: string | Uint8Array): void {
  writeFileSync(join(folder, name), content, { mode: 0o600, flag: "wx", flush: true });
}
