import {
  KEYRING_CHAIN_LIMIT,
  refuse,
  type Freshness,
  type LeaseRefusal,
  type RefusedWith,
} from "@fleet-persona/persona";
import { boundedGet, type Answer } from "./bounded-get.ts";

/** One file of one bundle, at most `limit` bytes. Rejects when it cannot be had. */
export type FetchFile = (digest: string, name: string, limit: number) => Promise<Uint8Array>;

/** Where everything that is installed comes from. Each rejects when nobody answers; null: there is none. */
export type InstallSource = Readonly<{
  bundleFile: FetchFile;
  keyrings(publisher: string): Promise<Uint8Array | null>;
  attestation(digest: string): Promise<Uint8Array | null>;
  lease(digest: string): Promise<Uint8Array | null | RefusedWith<LeaseRefusal>>;
  /** What the repository says now about these targets, beginning with this root. */
  refresh(root: Uint8Array, paths: readonly string[]): Promise<Freshness>;
}>;

const ENVELOPE_LIMIT = 512 * 1024;

/** The gateway as a source, with the session's token. `tufFolder` is where the repository's metadata is kept. */
export function httpSource(gatewayUrl: string, sessionToken: string, tufFolder: string): InstallSource {
  const headers = { authorization: `Bearer ${sessionToken}` };
  const at = (path: string): string => new URL(path, gatewayUrl).href;
  const ask = (path: string, limit: number, mine = headers as Record<string, string>): Promise<Answer> =>
    boundedGet(at(path), limit, mine);
  const document = async (path: string, limit: number): Promise<Uint8Array | null> => {
    const { status, bytes } = await ask(path, limit);
    if (status === 404) return null;
    return requireOk(status, path, bytes);
  };
  return {
    bundleFile: async (digest, name, limit) => {
      const path = `/bundles/${digest}/${name}`;
      const { status, bytes } = await ask(path, limit);
      return requireOk(status, path, bytes);
    },
    keyrings: (publisher) => document(`/keyrings/${publisher}.json`, KEYRING_CHAIN_LIMIT),
    attestation: (digest) => document(`/bundles/${digest}/attestation.json`, ENVELOPE_LIMIT),
    lease: async (digest) => {
      const path = `/leases/${digest}`;
      const { status, bytes } = await ask(path, ENVELOPE_LIMIT);
      if (status === 403) return refuse("lease-no-seat", "Every seat of this fleet's lease is another host's.");
      return status === 404 ? null : requireOk(status, path, bytes);
    },
    refresh: async (root, paths) => {
      // Loaded when something is to be installed: most of an agent's life it is not.
      const { refreshFrom } = await import("./repository.ts");
      return refreshFrom(at("/tuf"), { folder: tufFolder, root, paths });
    },
  };
}

function requireOk(status: number, path: string, bytes: Uint8Array): Uint8Array {
  if (status === 200) return bytes;
  throw new TypeError(`the gateway answered ${status} for ${path}`);
}
