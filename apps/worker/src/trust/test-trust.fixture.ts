import { readVersionFiles, versionsToAttest } from "@fleet-persona/hub-core";
import type { Deps } from "@fleet-persona/hub-core";
import { keyPairFromSeed } from "@fleet-persona/persona";
import type { BundleFiles, GateReport, KeyPair, TrustAnchors } from "@fleet-persona/persona";
import { createRoot } from "@fleet-persona/trust";
import { attest } from "./attest.ts";
import type { Trust } from "./open-trust.ts";
import { announceTrust, tendTrust, type TrustRound } from "./tend-trust.ts";

export type GateVerdictOf = (bundle: BundleFiles) => Promise<GateReport>;

const RULES_VERSION = 1;

/** Keys that everybody knows, a gate that lets everything pass, and a worker's round with them. */
export type TestTrust = {
  readonly anchors: TrustAnchors;
  readonly keys: Trust;
  /** Judges and attests what is new, then signs what waits. */
  tend(): Promise<TrustRound & { readonly attested: number }>;
};

/** Announces the test keys to a hub. `gate` judges instead of the one that lets everything pass. */
export async function testTrust(hub: Deps, gate: GateVerdictOf = everythingPasses): Promise<TestTrust> {
  const keys = trustKeys(hub.now().getTime());
  await announceTrust(hub, keys);
  const tend = async () => {
    const versions = await versionsToAttest(hub, RULES_VERSION);
    for (const version of versions) {
      const report = await gate(await readVersionFiles(hub, version));
      await attest(hub, keys, { version, report });
    }
    return { ...(await tendTrust(hub, keys)), attested: versions.length };
  };
  return { anchors: keys.anchors, keys, tend };
}

const pair = (fill: number): KeyPair => keyPairFromSeed(new Uint8Array(32).fill(fill));

function trustKeys(now: number): Trust {
  const [root, targets, snapshot, timestamp, gate, lease] = [50, 51, 52, 53, 54, 55].map(pair) as [
    KeyPair,
    KeyPair,
    KeyPair,
    KeyPair,
    KeyPair,
    KeyPair,
  ];
  const role = ({ publicKey }: KeyPair) => ({ publicKeys: [publicKey] });
  const roles = { root: role(root), targets: role(targets), snapshot: role(snapshot), timestamp: role(timestamp) };
  const first = createRoot(roles, [root], now);
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
  return {
    gate,
    lease,
    repository: { targets: [targets], snapshot: [snapshot], timestamp: [timestamp] },
    roots: [first],
    anchors: {
      schema: "fleet-persona-trust/1",
      root: text(first.body),
      gate_keys: [text(gate.publicKey)],
      lease_keys: [text(lease.publicKey)],
      keyrings: {},
    },
  };
}

export const everythingPasses: GateVerdictOf = async (bundle) => {
  const bytes = bundle.get("persona.json") ?? new Uint8Array();
  const manifest = JSON.parse(Buffer.from(bytes).toString("utf8")) as {
    id: string;
    version: number;
    confidence_score: number;
  };
  const digest = Buffer.from(await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes))).toString("hex");
  return {
    schema: "fleet-persona-gate/1",
    rules_version: RULES_VERSION,
    persona: { id: manifest.id, version: manifest.version },
    bundle_digest: digest,
    verdict: "passed",
    reasons: [],
    confidence: manifest.confidence_score,
    model: { verdict: "accepted", findings: [], facts: null },
    behaviour: null,
    seconds: 0,
  };
};
