import { utf8 } from "@scure/base";

/** What a session's proof of identity covers. */
export type Challenge = {
  readonly protocol: number;
  readonly tenantId: string;
  readonly hostId: string;
  /** 32 random bytes of the gateway, base64. */
  readonly nonce: string;
};

/**
 * The bytes a host signs with its Ed25519 key to open a session: five lines joined by `\n`, UTF-8. The first line
 * keeps the signature from meaning anything elsewhere; the version is in it so that nobody in between can lower it.
 */
export function challengeBytes({ protocol, tenantId, hostId, nonce }: Challenge): Uint8Array {
  return utf8.decode(["fleet-persona/session", `v${protocol}`, tenantId, hostId, nonce].join("\n"));
}
