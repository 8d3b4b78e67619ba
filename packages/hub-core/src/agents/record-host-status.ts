import { tables, withTenant } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { HubError, notFound } from "../hub-error.ts";
import { isStorableJson } from "../text.ts";
import { recordUsage } from "../usage/record-usage.ts";
import type { HostKey } from "./host-key.ts";

/** Keeps the agent's last status message (plain JSON) for the console, and counts how long it ran what it says it runs. */
export async function recordHostStatus(
  deps: Deps,
  { tenantId, hostId, status }: HostKey & { status: unknown },
): Promise<void> {
  if (!isStorableJson(status)) throw new HubError("invalid-input", "status: cannot be stored", "status");
  const { hosts } = tables;
  const known = await withTenant(deps.db, tenantId, async (tx) => {
    const told = await tx
      .update(hosts)
      .set({ status, lastSeenAt: deps.now(), liveness: "online" })
      .where(and(eq(hosts.tenantId, tenantId), eq(hosts.id, hostId)))
      .returning({ id: hosts.id });
    if (told.length > 0) await recordUsage(tx, hostId, status);
    return told;
  });
  if (known.length === 0) throw notFound("host");
}
