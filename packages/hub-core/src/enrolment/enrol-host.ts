import { tables, withTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { keyFingerprint } from "@fleet-persona/persona";
import { MAX_CLOCK_SKEW_MS, enrolRequestSchema } from "@fleet-persona/protocol";
import type { EnrolErrorCode, EnrolRequest, EnrolResponse } from "@fleet-persona/protocol";
import { and, eq } from "drizzle-orm";
import { appendAudit } from "../audit/append-audit.ts";
import type { Deps } from "../deps.ts";
import { HubError } from "../hub-error.ts";
import { fleetIdSchema, hostIdSchema, tenantIdSchema } from "../ids.ts";
import type { FleetId, HostId, TenantId } from "../ids.ts";
import { idsOfToken, tokenHash } from "../secret-token.ts";
import { isStorableJson } from "../text.ts";
import { readTrustAnchors } from "../trust/trust-anchors.ts";
import { readPublisherPins } from "./publisher-pins.ts";

/** What the hub knows after an enrolment; the gateway adds its own address. */
export type EnrolledHost = Omit<EnrolResponse, "gatewayUrl"> & { readonly publisherPins: Record<string, string[]> };

/** The token names its tenant, so that even this look-up happens inside that tenant's transaction. */
export const enrolmentTokenPrefix = "fpe";

/** Turns a one-time token into a host. Refusals are HubError `refused` whose `detail` is an EnrolErrorCode. */
export async function enrolHost(deps: Deps, request: EnrolRequest): Promise<EnrolledHost> {
  const now = deps.now();
  const parsed = enrolRequestSchema.safeParse(request);
  if (!parsed.success || !isStorableJson(parsed.data))
    throw refusal("invalid-request", "The enrolment request is malformed.");
  const { token, publicKey, hostName, agentVersion, time } = parsed.data;
  if (Math.abs(now.getTime() - time) > MAX_CLOCK_SKEW_MS) {
    throw refusal("clock-skew", "This host's clock is more than five minutes off; set it and try again.");
  }
  const tenantId = tenantIdSchema.safeParse(idsOfToken(enrolmentTokenPrefix, 1, token)?.[0]);
  if (!tenantId.success) throw unknownToken();
  const key = Uint8Array.from(Buffer.from(publicKey, "base64"));
  return withTenant(deps.db, tenantId.data, async (tx) => {
    const fleetId = await useToken(tx, { tenantId: tenantId.data, token, now });
    const hostId = await addHost(tx, { tenantId: tenantId.data, fleetId, key, hostName, agentVersion, now });
    await appendAudit(tx, {
      tenantId: tenantId.data,
      at: now,
      actor: `host:${hostId}`,
      command: "enrolHost",
      entityId: hostId,
      details: { fleetId, hostName, agentVersion, fingerprint: keyFingerprint(key) },
    });
    const trust = await readTrustAnchors(tx, tenantId.data);
    const publisherPins = await readPublisherPins(tx, tenantId.data);
    return { tenantId: tenantId.data, hostId, fleetId, publisherPins, ...(trust === undefined ? {} : { trust }) };
  });
}

async function useToken(
  tx: Tx,
  { tenantId, token, now }: { tenantId: TenantId; token: string; now: Date },
): Promise<FleetId> {
  const { enrolmentTokens } = tables;
  const mine = and(eq(enrolmentTokens.tenantId, tenantId), eq(enrolmentTokens.tokenHash, tokenHash(token)));
  const [row] = await tx.select().from(enrolmentTokens).where(mine).for("update");
  if (row === undefined) throw unknownToken();
  if (row.usedAt !== null) throw refusal("token-used", "This token has been used; make a new one for each host.");
  if (row.expiresAt <= now) throw refusal("token-expired", "This token has expired; make a new one.");
  await tx.update(enrolmentTokens).set({ usedAt: now }).where(mine);
  return fleetIdSchema.parse(row.fleetId);
}

type NewHost = {
  readonly tenantId: TenantId;
  readonly fleetId: FleetId;
  readonly key: Uint8Array;
  readonly hostName: string;
  readonly agentVersion: string;
  readonly now: Date;
};

// A key that is known already is the same host coming again, perhaps into another fleet.
async function addHost(tx: Tx, { tenantId, fleetId, key, hostName, agentVersion, now }: NewHost): Promise<HostId> {
  const { hosts } = tables;
  const described = { fleetId, name: hostName, agentVersion, enrolledAt: now };
  const [host] = await tx
    .insert(hosts)
    .values({ ...described, tenantId, publicKey: key, fingerprint: keyFingerprint(key) })
    .onConflictDoUpdate({ target: [hosts.tenantId, hosts.fingerprint], set: described })
    .returning({ id: hosts.id });
  return hostIdSchema.parse(host?.id);
}

function unknownToken(): HubError {
  return refusal("token-unknown", "This hub knows no such token; copy the whole line from the install page.");
}

function refusal(code: EnrolErrorCode, message: string): HubError {
  return new HubError("refused", message, code);
}
