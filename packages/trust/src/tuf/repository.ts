import { createHash } from "node:crypto";
import type { KeyPair, TargetDigest } from "@fleet-persona/persona";
import { MetaFile, Metadata, Snapshot, TargetFile, Targets, Timestamp } from "@tufjs/models";
import {
  documentOf,
  readSnapshot,
  readTargets,
  readTimestamp,
  TUF_TERMS,
  tufInstant,
  type CurrentMetadata,
  type TufDocument,
  type TufRole,
} from "./metadata.ts";
import { tufSigner } from "./tuf-key.ts";

/** The keys a worker signs with; the root's are not among them. */
export type RepositoryKeys = Readonly<Record<Exclude<TufRole, "root">, readonly KeyPair[]>>;

/**
 * Metadata that lists exactly `targets` (path to digest): new targets, snapshot and timestamp, each one version on.
 * `current` is null for the first time; `now` is ms since 1970. Throws `metadata-invalid`.
 */
export function publishTargets(
  current: CurrentMetadata | null,
  targets: ReadonlyMap<string, TargetDigest>,
  keys: RepositoryKeys,
  now: number,
): readonly TufDocument[] {
  const listed = new Targets({
    version: nextVersion(current === null ? null : readTargets(current.targets)),
    specVersion: "1.0.31",
    expires: tufInstant(now + TUF_TERMS.targets),
  });
  for (const [path, { length, sha256 }] of targets)
    listed.addTarget(new TargetFile({ path, length, hashes: { sha256 } }));
  const document = signed("targets", listed, keys.targets);
  return [document, ...snapshotOf(current, document, keys, now)];
}

/** What a repository lists now. Throws `metadata-invalid`. */
export function listedTargets(targets: Uint8Array): ReadonlyMap<string, TargetDigest> {
  return new Map(
    Object.entries(readTargets(targets).signed.targets).map(([path, { length, hashes }]) => [
      path,
      { length, sha256: hashes["sha256"] ?? "" },
    ]),
  );
}

/**
 * What must be signed anew because half of its time is over: nothing, the timestamp, snapshot and timestamp, or all three.
 * Throws `metadata-invalid`.
 */
export function renewMetadata(current: CurrentMetadata, keys: RepositoryKeys, now: number): readonly TufDocument[] {
  if (isDue("targets", readTargets(current.targets), now))
    return publishTargets(current, listedTargets(current.targets), keys, now);
  const targets = documentOf("targets", readTargets(current.targets));
  if (isDue("snapshot", readSnapshot(current.snapshot), now))
    return snapshotOf(current, { ...targets, body: current.targets }, keys, now);
  if (!isDue("timestamp", readTimestamp(current.timestamp), now)) return [];
  const { version } = readSnapshot(current.snapshot).signed;
  return [timestampOf(current, { version, body: current.snapshot }, keys, now)];
}

type Listed = Pick<TufDocument, "version" | "body">;

function snapshotOf(
  current: CurrentMetadata | null,
  targets: Listed,
  keys: RepositoryKeys,
  now: number,
): readonly TufDocument[] {
  const snapshot = new Snapshot({
    version: nextVersion(current === null ? null : readSnapshot(current.snapshot)),
    specVersion: "1.0.31",
    expires: tufInstant(now + TUF_TERMS.snapshot),
    meta: { "targets.json": metaFile(targets) },
  });
  const document = signed("snapshot", snapshot, keys.snapshot);
  return [document, timestampOf(current, document, keys, now)];
}

function timestampOf(
  current: CurrentMetadata | null,
  snapshot: Listed,
  keys: RepositoryKeys,
  now: number,
): TufDocument {
  const timestamp = new Timestamp({
    version: nextVersion(current === null ? null : readTimestamp(current.timestamp)),
    specVersion: "1.0.31",
    expires: tufInstant(now + TUF_TERMS.timestamp),
    snapshotMeta: metaFile(snapshot),
  });
  return signed("timestamp", timestamp, keys.timestamp);
}

function signed(role: TufRole, metadata: Targets | Snapshot | Timestamp, keys: readonly KeyPair[]): TufDocument {
  const envelope = new Metadata<Targets | Snapshot | Timestamp>(metadata);
  for (const key of keys) envelope.sign(tufSigner(key));
  return documentOf(role, envelope);
}

function metaFile({ version, body }: Listed): MetaFile {
  const sha256 = createHash("sha256").update(body).digest("hex");
  return new MetaFile({ version, length: body.length, hashes: { sha256 } });
}

function nextVersion(before: { readonly signed: { readonly version: number } } | null): number {
  return (before?.signed.version ?? 0) + 1;
}

function isDue(role: TufRole, { signed: { expires } }: { readonly signed: { readonly expires: string } }, now: number) {
  return Date.parse(expires) - now < TUF_TERMS[role] / 2;
}
