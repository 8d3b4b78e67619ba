import { tables, withTenant } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { fleetIdSchema, hostIdSchema, tenantIdSchema } from "../ids.ts";
import type { FleetId } from "../ids.ts";
import type { HostKey } from "./host-key.ts";

/** `publicKey` is the raw Ed25519 key (32 bytes) that must have signed the session's challenge. */
export type HostIdentity = HostKey & {
  readonly fleetId: FleetId;
  readonly name: string;
  readonly publicKey: Uint8Array;
};

/** Who a host claims to be, before it has proved it. Null when there is no such host or an id is no UUID. */
export async function readHostIdentity(
  deps: Deps,
  claim: { tenantId: string; hostId: string },
): Promise<HostIdentity | null> {
  const tenantId = tenantIdSchema.safeParse(claim.tenantId);
  const hostId = hostIdSchema.safeParse(claim.hostId);
  if (!tenantId.success || !hostId.success) return null;
  const { hosts } = tables;
  const [row] = await withTenant(deps.db, tenantId.data, (tx) =>
    tx
      .select()
      .from(hosts)
      .where(and(eq(hosts.tenantId, tenantId.data), eq(hosts.id, hostId.data))),
  );
  if (row === undefined) return null;
  const { name, publicKey, fleetId } = row;
  return { tenantId: tenantId.data, hostId: hostId.data, fleetId: fleetIdSchema.parse(fleetId), name, publicKey };
}
