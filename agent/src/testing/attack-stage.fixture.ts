import { keyPairFromSeed, peekKeyring, sealKeyring } from "@fleet-persona/persona";
import type { BundleFiles, KeyPair, Keyring } from "@fleet-persona/persona";
import { publishTargets, tufFileName } from "@fleet-persona/trust";
import { temporaryState } from "./toy-agent.fixture.ts";
import { assignmentOf, toyBundle } from "./toy-persona.fixture.ts";
import {
  toyAnchors,
  toyHolder,
  toyKeyring,
  toyRepository,
  toySource,
  type Offered,
  type ToyRepository,
} from "./toy-trust.fixture.ts";
import { pinAnchors } from "../trust/anchors-file.ts";
import { openTrustOf } from "../trust/open-trust.ts";

export const DAY_MS = 86_400_000;
export const attackerKey = keyPairFromSeed(new Uint8Array(32).fill(66));
export const [second, third] = [7, 8].map((fill) => keyPairFromSeed(new Uint8Array(32).fill(fill))) as [
  KeyPair,
  KeyPair,
];

export const first = toyBundle();
export const next = toyBundle({ manifest: { version: 2 } });

/** An honest hub, a host that pinned it, and what becomes of an install there. */
export function stage(start: { offered?: Offered; installed?: boolean } = {}) {
  const state = temporaryState();
  pinAnchors(state.trust.anchors, toyAnchors, "own-file");
  const desk = openTrustOf(state, toyHolder);
  const repository = toyRepository();
  const install = async (bundle: BundleFiles, assigned = assignmentOf(bundle)): Promise<string> => {
    const fetched = await desk.offer(assigned, toySource(repository, bundle, state.trust.tuf));
    if (fetched.kind === "agreed") desk.keep(assigned, fetched);
    return fetched.kind === "refused" ? `${fetched.which}: ${fetched.code}` : fetched.kind;
  };
  const reload = (bundle: BundleFiles): string => {
    const loaded = openTrustOf(state, toyHolder).load(assignmentOf(bundle), bundle);
    return loaded.kind === "refused" ? loaded.code : loaded.kind;
  };
  const ready = async (): Promise<void> => {
    repository.add(first, start.offered);
    if (start.installed !== false) {
      const outcome = await install(first);
      if (outcome !== "agreed") throw new TypeError(`the honest install was not agreed on: ${outcome}`);
    }
  };
  return { state, repository, install, reload, ready, [Symbol.dispose]: () => state[Symbol.dispose]() };
}

export function withFile(bundle: BundleFiles, name: string, bytes: Uint8Array): BundleFiles {
  return new Map(bundle).set(name, bytes);
}

/** The bundle of somebody who has every key of the hub and none of the publisher's. */
export const smuggled = toyBundle({
  manifest: { version: 2, summary: "Not what Acme made." },
  keyPairs: [attackerKey],
});

/** A keyring that follows another, as the signers would have it. */
export function following(before: Uint8Array, change: Partial<Keyring>, signers: readonly KeyPair[]): Uint8Array {
  const known = peekKeyring(before);
  if (known === undefined) throw new TypeError("no keyring");
  const { keyring, digest } = known;
  return sealKeyring({ ...keyring, version: keyring.version + 1, previous: digest, ...change }, signers);
}

export function keysOf(keyPairs: readonly KeyPair[]): Keyring["keys"] {
  return peekKeyring(toyKeyring("acme", keyPairs))?.keyring.keys ?? [];
}

export const attackersRepository = {
  targets: [attackerKey],
  snapshot: [attackerKey],
  timestamp: [attackerKey],
};

/** Puts metadata that somebody else signed in the place of the hub's. */
export function forgeMetadata(repository: ToyRepository, keys: Parameters<typeof publishTargets>[2]): void {
  for (const document of publishTargets(null, new Map(), keys, Date.now()))
    repository.instead.set(`/tuf/${tufFileName(document)}`, document.body);
}
