import type { Deps } from "@fleet-persona/hub-core";
import { keyPairFromSeed } from "@fleet-persona/persona";
import type { KeyPair, TrustAnchors } from "@fleet-persona/persona";
import { createRoot } from "@fleet-persona/trust";
import { GATE_RULES_VERSION, type GateVerdictOf } from "./gate-verdict-of.ts";
import type { Trust } from "./open-trust.ts";
import { announceTrust, tendTrust } from "./tend-trust.ts";

/** Keys that everybody knows, a gate that lets everything pass, and a worker's round with them. */
export type TestTrust = {
  readonly anchors: TrustAnchors;
  readonly keys: Trust;
  tend(): ReturnType<typeof tendTrust>;
};

/** Announces the test keys to a hub. `gate` judges instead of the one that lets everything pass. */
export async function testTrust(hub: Deps, gate: GateVerdictOf = everythingPasses): Promise<TestTrust> {
  const keys = trustKeys(hub.now().getTime(), gate);
  await announceTrust(hub, keys);
  return { anchors: keys.anchors, keys, tend: () => tendTrust(hub, keys) };
}

const pair = (fill: number): KeyPair => keyPairFromSeed(new Uint8Array(32).fill(fill));

function trustKeys(now: number, gateVerdictOf: GateVerdictOf): Trust {
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
    gateVerdictOf,
    rulesVersion: GATE_RULES_VERSION,
  };
}

const everythingPasses: GateVerdictOf = async (bundle) => {
  const bytes = bundle.get("persona.json") ?? new Uint8Array();
  const manifest = JSON.parse(Buffer.from(bytes).toString("utf8")) as {
    id: string;
    version: number;
    confidence_score: number;
  };
  const digest = Buffer.from(await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes))).toString("hex");
  return {
    schema: "fleet-persona-gate/1",
    rules_version: GATE_RULES_VERSION,
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
