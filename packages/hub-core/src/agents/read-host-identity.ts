import type { Deps } from "../deps.ts";
import type { FleetId } from "../ids.ts";
import { pending } from "../use-case/pending.ts";
import type { HostKey } from "./host-key.ts";

/** `publicKey` is the raw Ed25519 key (32 bytes) that must have signed the session's challenge. */
export type HostIdentity = HostKey & {
  readonly fleetId: FleetId;
  readonly name: string;
  readonly publicKey: Uint8Array;
};

/** Who a host claims to be, before it has proved it. Null when there is no such host or an id is no UUID. */
export async function readHostIdentity(
  _deps: Deps,
  _claim: { tenantId: string; hostId: string },
): Promise<HostIdentity | null> {
  return pending("readHostIdentity");
}
