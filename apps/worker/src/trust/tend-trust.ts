import {
  fleetsToLease,
  issueLease,
  readCurrentMetadata,
  readVersionFiles,
  recordAttestation,
  recordTrustAnchors,
  storeMetadata,
  storeRoots,
  versionsToAttest,
  wantedTargets,
} from "@fleet-persona/hub-core";
import type { Deps } from "@fleet-persona/hub-core";
import { sealAttestation, sealLease } from "@fleet-persona/persona";
import type { TargetDigest } from "@fleet-persona/persona";
import { listedTargets, publishTargets, renewMetadata } from "@fleet-persona/trust";
import type { Trust } from "./open-trust.ts";

/** What one round signed. */
export type TrustRound = {
  readonly attested: number;
  /** Bundles the gate could not come to a verdict on; they are tried again. */
  readonly unjudged: number;
  readonly documents: number;
  readonly leased: number;
};

/** Tells the database what the world may know of the keys: anchors and roots. */
export async function announceTrust(hub: Deps, { anchors, roots }: Trust): Promise<void> {
  await recordTrustAnchors(hub, anchors);
  await storeRoots(hub, roots);
}

/** Signs everything that waits: verdicts of the gate, the repository's metadata, leases. Safe to repeat. */
export async function tendTrust(hub: Deps, trust: Trust): Promise<TrustRound> {
  const judged = await attestNew(hub, trust);
  const documents = await signRepository(hub, trust);
  const wanted = await fleetsToLease(hub);
  for (const each of wanted) await issueLease(hub, each, (lease) => sealLease(lease, [trust.lease]));
  return { ...judged, documents, leased: wanted.length };
}

async function attestNew(hub: Deps, trust: Trust): Promise<Pick<TrustRound, "attested" | "unjudged">> {
  const versions = await versionsToAttest(hub, trust.rulesVersion);
  let unjudged = 0;
  for (const version of versions) {
    try {
      const report = await trust.gateVerdictOf(await readVersionFiles(hub, version));
      const envelope = sealAttestation(report, hub.now().getTime(), [trust.gate]);
      await recordAttestation(hub, version, { report, envelope, gateKeys: [trust.gate.publicKey] });
    } catch {
      // One bundle that nobody can judge must not keep the others waiting.
      unjudged += 1;
    }
  }
  return { attested: versions.length - unjudged, unjudged };
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
