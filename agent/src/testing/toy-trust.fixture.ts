import {
  bundleTargetPath,
  encodeKeyringChain,
  keyFingerprint,
  keyPairFromSeed,
  keyringTargetPath,
  sealAttestation,
  sealKeyring,
  sealLease,
  targetDigest,
  type BundleFiles,
  type GateReport,
  type KeyPair,
  type Manifest,
  type PersonaLease,
  type TargetDigest,
  type TrustAnchors,
} from "@fleet-persona/persona";
import {
  createRoot,
  publishTargets,
  refreshTargets,
  tufFileName,
  type CurrentMetadata,
  type TufDocument,
  type TufRole,
} from "@fleet-persona/trust";
import type { InstallSource } from "../trust/install-source.ts";
import { digestOf, publisherKey } from "./toy-persona.fixture.ts";

const key = (fill: number): KeyPair => keyPairFromSeed(new Uint8Array(32).fill(fill));
export const gateKey = key(44);
export const leaseKey = key(45);
export const roleKeys: Readonly<Record<TufRole, KeyPair>> = {
  root: key(40),
  targets: key(41),
  snapshot: key(42),
  timestamp: key(43),
};

/** Whom the toy tenant's only fleet belongs to. */
export const toyHolder = {
  tenantId: "0198f2a0-0000-7000-8000-00000000000a",
  fleetId: "0198f2a0-0000-7000-8000-00000000000f",
};

const roles = {
  root: { publicKeys: [roleKeys.root.publicKey] },
  targets: { publicKeys: [roleKeys.targets.publicKey] },
  snapshot: { publicKeys: [roleKeys.snapshot.publicKey] },
  timestamp: { publicKeys: [roleKeys.timestamp.publicKey] },
};
const root = createRoot(roles, [roleKeys.root], Date.now());
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

/** What toy agents pin. */
export const toyAnchors: TrustAnchors = {
  schema: "fleet-persona-trust/1",
  root: text(root.body),
  gate_keys: [text(gateKey.publicKey)],
  lease_keys: [text(leaseKey.publicKey)],
  keyrings: {},
};

/** What the gate says, the lease, and the publisher's keys may be otherwise than what agrees. */
export type Offered = {
  readonly report?: Partial<GateReport>;
  readonly keyPairs?: readonly KeyPair[];
  /** The publisher's whole chain instead of one keyring with `keyPairs`. */
  readonly chain?: readonly Uint8Array[];
  readonly gate?: KeyPair;
};

/** Everything beside bundles that a hub carries, signed with toy keys; `answer` is asked by path. */
export type ToyRepository = {
  add(bundle: BundleFiles, offered?: Offered): void;
  answer(path: string): Uint8Array | undefined;
  /** Changes what the next lease says. */
  lease: Partial<PersonaLease>;
  /** Served instead of what was signed, by path; undefined takes it away. */
  readonly instead: Map<string, Uint8Array | undefined>;
  /** Signs the repository anew as of this time, ms since 1970. */
  sign(now: number): void;
};

export function toyRepository(): ToyRepository {
  const documents = new Map<string, Uint8Array>([[`/tuf/${tufFileName(root)}`, root.body]]);
  const targets = new Map<string, TargetDigest>();
  const ids = new Map<string, string>();
  let current: CurrentMetadata | null = null;
  const list = (path: string, target: string, bytes: Uint8Array): void => {
    documents.set(path, bytes);
    targets.set(target, targetDigest(bytes));
  };
  const repository: ToyRepository = {
    lease: {},
    instead: new Map(),
    add: (bundle, { report = {}, keyPairs = [publisherKey], chain, gate = gateKey } = {}) => {
      const digest = digestOf(bundle);
      const manifest = JSON.parse(new TextDecoder().decode(bundle.get("persona.json"))) as Manifest;
      const [publisher = ""] = manifest.id.split("/");
      ids.set(digest, manifest.id);
      const attestation = sealAttestation({ ...toyReport(manifest, digest), ...report }, Date.now(), [gate]);
      list(`/bundles/${digest}/attestation.json`, bundleTargetPath(digest, "attestation.json"), attestation);
      for (const name of ["persona.json", "envelope.json"] as const)
        targets.set(bundleTargetPath(digest, name), targetDigest(bundle.get(name) ?? new Uint8Array()));
      list(
        `/keyrings/${publisher}.json`,
        keyringTargetPath(publisher),
        encodeKeyringChain(chain ?? [toyKeyring(publisher, keyPairs)]),
      );
      repository.sign(Date.now());
    },
    sign: (now) => {
      const made = publishTargets(
        current,
        targets,
        { targets: [roleKeys.targets], snapshot: [roleKeys.snapshot], timestamp: [roleKeys.timestamp] },
        now,
      );
      current = currentOf(made);
      for (const document of made) documents.set(`/tuf/${tufFileName(document)}`, document.body);
    },
    answer: (path) => {
      if (repository.instead.has(path)) return repository.instead.get(path);
      const digest = /^\/leases\/([0-9a-f]{64})$/.exec(path)?.[1];
      if (digest === undefined) return documents.get(path);
      const id = ids.get(digest);
      return id === undefined ? undefined : sealLease({ ...toyLease(id), ...repository.lease }, [leaseKey]);
    },
  };
  return repository;
}

/** A repository and a bundle as a source, without a network; `requested` hears the names of bundle files. */
export function toySource(
  repository: ToyRepository,
  bundle: BundleFiles,
  tufFolder: string,
  requested: (name: string) => void = () => undefined,
): InstallSource {
  const answer = (path: string): Promise<Uint8Array | null> => Promise.resolve(repository.answer(path) ?? null);
  return {
    bundleFile: (_digest, name) => {
      requested(name);
      const bytes = bundle.get(name);
      return bytes === undefined ? Promise.reject(new TypeError("404")) : Promise.resolve(bytes);
    },
    keyrings: (publisher) => answer(`/keyrings/${publisher}.json`),
    attestation: (digest) => answer(`/bundles/${digest}/attestation.json`),
    lease: (digest) => answer(`/leases/${digest}`),
    refresh: (pinned, paths) =>
      refreshTargets({
        folder: tufFolder,
        root: pinned,
        baseUrl: "http://toy/tuf",
        paths,
        get: (url, limit) => {
          const bytes = repository.answer(new URL(url).pathname);
          return Promise.resolve({
            status: bytes === undefined ? 404 : 200,
            bytes: (bytes ?? new Uint8Array()).subarray(0, limit + 1),
          });
        },
      }),
  };
}

/** The first keyring of a publisher with these keys; one of them is enough unless said otherwise. */
export function toyKeyring(publisher: string, keyPairs: readonly KeyPair[], threshold = 1): Uint8Array {
  const keys = keyPairs.map(({ publicKey }) => ({
    keyid: keyFingerprint(publicKey),
    public_key: text(publicKey),
    created: "2026-11-22",
  }));
  const first = { publisher, version: 1, threshold, keys, revoked: [], previous: null };
  return sealKeyring({ schema: "fleet-persona-keyring/1", ...first }, keyPairs);
}

function toyLease(personaId: string): PersonaLease {
  const now = Date.now();
  return {
    schema: "fleet-persona-lease/1",
    tenant_id: toyHolder.tenantId,
    fleet_id: toyHolder.fleetId,
    persona_id: personaId,
    seats: null,
    issued_at: now,
    expires_at: now + 7 * 86_400_000,
    offline_grace_s: 86_400,
    serial: 1,
    accepted_quarantines: [],
  };
}

function toyReport({ id, version, confidence_score: confidence }: Manifest, digest: string): GateReport {
  return {
    schema: "fleet-persona-gate/1",
    rules_version: 1,
    persona: { id, version },
    bundle_digest: digest,
    verdict: "passed",
    reasons: [],
    confidence,
    model: { verdict: "accepted", findings: [], facts: null },
    behaviour: null,
    seconds: 0,
  };
}

function currentOf(documents: readonly TufDocument[]): CurrentMetadata {
  const body = (role: TufRole): Uint8Array => documents.find((each) => each.role === role)?.body ?? new Uint8Array();
  return { targets: body("targets"), snapshot: body("snapshot"), timestamp: body("timestamp") };
}
