import { randomUUID } from "node:crypto";
import { tables, withTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { offlineAfterMs } from "../hosts/liveness.ts";
import { HubError, notFound } from "../hub-error.ts";
import { hostIdSchema, tenantIdSchema } from "../ids.ts";
import { idsOfToken, mintToken, tokenHash } from "../secret-token.ts";
import { isStorableJson } from "../text.ts";
import type { HostKey } from "./host-key.ts";

/** `leaseEpoch` fences: the newest session of a host has the highest and every older one has lost. */
export type AgentSession = HostKey & {
  readonly sessionId: string;
  /** Bearer token for bundle downloads while the lease lasts; only its hash is kept. */
  readonly sessionToken: string;
  readonly leaseEpoch: number;
};

const sessionTokenPrefix = "fps";

/** Takes the host's lease for a gateway and notes what the agent said about itself; `not-found` when the host is gone. */
export async function openAgentSession(
  deps: Deps,
  {
    tenantId,
    hostId,
    ...opening
  }: HostKey & { gatewayId: string; agentVersion: string; protocol: number; capabilities: unknown },
): Promise<AgentSession> {
  const { gatewayId, agentVersion, protocol, capabilities } = opening;
  if (!isStorableJson({ agentVersion, capabilities }))
    throw new HubError("invalid-input", "capabilities: cannot be stored");
  const now = deps.now();
  const sessionId = randomUUID();
  const sessionToken = mintToken(sessionTokenPrefix, [tenantId, hostId], deps.randomBytes);
  return withTenant(deps.db, tenantId, async (tx) => {
    const { agentLeases } = tables;
    await noteHost(tx, { tenantId, hostId }, { agentVersion, protocol, capabilities, lastSeenAt: now });
    const held = { sessionId, gatewayId, tokenHash: tokenHash(sessionToken), openedAt: now, renewedAt: now };
    const [lease] = await tx
      .insert(agentLeases)
      .values({ ...held, tenantId, hostId, epoch: 1 })
      .onConflictDoUpdate({
        target: [agentLeases.tenantId, agentLeases.hostId],
        set: { ...held, closedAt: null, epoch: sql`${agentLeases.epoch} + 1` },
      })
      .returning({ epoch: agentLeases.epoch });
    if (lease === undefined) throw notFound("host");
    return { tenantId, hostId, sessionId, sessionToken, leaseEpoch: lease.epoch };
  });
}

/** Keeps the lease and the host's liveness fresh (call every 15 s). False when a newer session took it: close. */
export async function renewAgentSession(deps: Deps, session: HostKey & { leaseEpoch: number }): Promise<boolean> {
  const now = deps.now();
  return withTenant(deps.db, session.tenantId, async (tx) => {
    const held = await tx.update(tables.agentLeases).set({ renewedAt: now }).where(heldLease(session)).returning();
    if (held.length === 0) return false;
    await noteHost(tx, session, { lastSeenAt: now });
    return true;
  });
}

/** Gives the lease back; does nothing when a newer session holds it. */
export async function closeAgentSession(deps: Deps, session: HostKey & { leaseEpoch: number }): Promise<void> {
  const closedAt = deps.now();
  await withTenant(deps.db, session.tenantId, (tx) =>
    tx.update(tables.agentLeases).set({ closedAt }).where(heldLease(session)),
  );
}

/** The host a session token belongs to while its lease is held, else null. */
export async function authenticateSessionToken(deps: Deps, token: string): Promise<HostKey | null> {
  const [tenant, host] = idsOfToken(sessionTokenPrefix, 2, token) ?? [];
  const tenantId = tenantIdSchema.safeParse(tenant);
  const hostId = hostIdSchema.safeParse(host);
  if (!tenantId.success || !hostId.success) return null;
  const { agentLeases } = tables;
  const aliveSince = new Date(deps.now().getTime() - offlineAfterMs);
  const held = await withTenant(deps.db, tenantId.data, (tx) =>
    tx
      .select({ epoch: agentLeases.epoch })
      .from(agentLeases)
      .where(
        and(
          eq(agentLeases.tenantId, tenantId.data),
          eq(agentLeases.hostId, hostId.data),
          eq(agentLeases.tokenHash, tokenHash(token)),
          isNull(agentLeases.closedAt),
          gt(agentLeases.renewedAt, aliveSince),
        ),
      ),
  );
  return held.length === 0 ? null : { tenantId: tenantId.data, hostId: hostId.data };
}

type Noted = {
  readonly lastSeenAt: Date;
  readonly agentVersion?: string;
  readonly protocol?: number;
  readonly capabilities?: unknown;
};

async function noteHost(tx: Tx, { tenantId, hostId }: HostKey, noted: Noted): Promise<void> {
  const { hosts } = tables;
  const known = await tx
    .update(hosts)
    .set({ ...noted, liveness: "online" })
    .where(and(eq(hosts.tenantId, tenantId), eq(hosts.id, hostId)))
    .returning({ id: hosts.id });
  if (known.length === 0) throw notFound("host");
}

function heldLease({ tenantId, hostId, leaseEpoch }: HostKey & { leaseEpoch: number }): ReturnType<typeof and> {
  const { agentLeases } = tables;
  return and(
    eq(agentLeases.tenantId, tenantId),
    eq(agentLeases.hostId, hostId),
    eq(agentLeases.epoch, leaseEpoch),
    isNull(agentLeases.closedAt),
  );
}
