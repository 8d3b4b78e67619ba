import { tables, withTenant } from "@fleet-persona/db";
import { and, eq, isNull } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { HubError } from "../hub-error.ts";
import { fleetIdSchema, tenantIdSchema } from "../ids.ts";
import type { FleetId, TenantId } from "../ids.ts";
import { idsOfToken, tokenHash } from "../secret-token.ts";

export const sourceTokenPrefix = "fpm";

/** A source whose token was shown. */
export type SignalSource = {
  readonly tenantId: TenantId;
  readonly fleetId: FleetId;
  readonly sourceId: string;
  readonly name: string;
  readonly signals: readonly string[];
};

/** The source that a token belongs to; `unauthenticated` when there is none or it was revoked. */
export async function authenticateSource(deps: Deps, token: string): Promise<SignalSource> {
  const tenantId = tenantIdSchema.safeParse(idsOfToken(sourceTokenPrefix, 1, token)?.[0]);
  if (!tenantId.success) throw unknownToken();
  const { signalSources: sources } = tables;
  const mine = and(eq(sources.tenantId, tenantId.data), eq(sources.tokenHash, tokenHash(token)));
  const [row] = await withTenant(deps.db, tenantId.data, (tx) =>
    tx
      .select()
      .from(sources)
      .where(and(mine, isNull(sources.revokedAt))),
  );
  if (row === undefined) throw unknownToken();
  const { id, name, signals, fleetId } = row;
  return { tenantId: tenantId.data, fleetId: fleetIdSchema.parse(fleetId), sourceId: id, name, signals };
}

function unknownToken(): HubError {
  return new HubError("unauthenticated", "This is no token of a source: make one on the fleet's page of sources.");
}
