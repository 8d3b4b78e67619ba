import {
  fleetsToLease,
  issueLease,
  readCurrentMetadata,
  recordTrustAnchors,
  storeMetadata,
  storeRoots,
  wantedTargets,
} from "@fleet-persona/hub-core";
import type { Deps } from "@fleet-persona/hub-core";
import { sealLease } from "@fleet-persona/persona";
import type { TargetDigest } from "@fleet-persona/persona";
import { listedTargets, publishTargets, renewMetadata } from "@fleet-persona/trust";
import type { Trust } from "./open-trust.ts";

/** What one round signed. */
export type TrustRound = {
  readonly documents: number;
  readonly leased: number;
};

/** Tells the database what the world may know of the keys: anchors and roots. */
export async function announceTrust(hub: Deps, { anchors, roots }: Trust): Promise<void> {
  await recordTrustAnchors(hub, anchors);
  await storeRoots(hub, roots);
}

/** Signs what waits: the repository's metadata and leases. The gate's verdicts are signed where they are reached. Safe to repeat. */
export async function tendTrust(hub: Deps, trust: Trust): Promise<TrustRound> {
  const documents = await signRepository(hub, trust);
  const wanted = await fleetsToLease(hub);
  for (const each of wanted) await issueLease(hub, each, (lease) => sealLease(lease, [trust.lease]));
  return { documents, leased: wanted.length };
}

async function signRepository(hub: Deps, { repository }: Trust): Promise<number> {
  const now = hub.now().getTime();
  const current = await readCurrentMetadata(hub);
  const wanted = await wantedTargets(hub);
  const documents =
    current === null || differs(listedTargets(current.targets), wanted)
      ? publishTargets(current, wanted, repository, now)
      : renewMetadata(current, repository, now);
  await storeMetadata(hub, documents);
  return documents.length;
}

type Listed = ReadonlyMap<string, TargetDigest>;

function differs(listed: Listed, wanted: Listed): boolean {
  if (listed.size !== wanted.size) return true;
  return [...wanted].some(([path, { sha256 }]) => listed.get(path)?.sha256 !== sha256);
}
