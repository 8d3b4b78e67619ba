import { tables, withTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, isNull } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { apiTokenPrefix } from "../api-tokens/api-token.ts";
import { resolveApiActor } from "../api-tokens/resolve-api-actor.ts";
import type { Deps } from "../deps.ts";
import { HubError, notFound } from "../hub-error.ts";
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

/**
 * The source that a token belongs to; `unauthenticated` when there is none or it was revoked. An API token with the scope
 * `signals:write` speaks for any source of its tenant, named `<fleet's slug>/<source's name>`.
 */
export async function authenticateSource(
  deps: Deps,
  token: string,
  named: string | null = null,
): Promise<SignalSource> {
  if (token.startsWith(`${apiTokenPrefix}_`)) return sourceOfApiToken(deps, token, named);
  const tenantId = tenantIdSchema.safeParse(idsOfToken(sourceTokenPrefix, 1, token)?.[0]);
  if (!tenantId.success) throw unknownToken();
  const held = eq(tables.signalSources.tokenHash, tokenHash(token));
  const source = await withTenant(deps.db, tenantId.data, (tx) => findSource(tx, tenantId.data, held));
  if (source === null) throw unknownToken();
  return source;
}

async function sourceOfApiToken(deps: Deps, token: string, named: string | null): Promise<SignalSource> {
  const { fleets, signalSources: sources } = tables;
  const { tenantId } = await resolveApiActor(deps, token, "signals:write");
  const [slug = "", name = ""] = /^([^/]+)\/(.+)$/.exec(named ?? "")?.slice(1) ?? [];
  if (name === "")
    throw new HubError("invalid-input", "Name the source as <fleet>/<source> in the header Fleet-Source.");
  const source = await withTenant(deps.db, tenantId, (tx) =>
    findSource(tx, tenantId, and(eq(fleets.slug, slug), eq(sources.name, name))),
  );
  if (source === null) throw notFound("source");
  return source;
}

async function findSource(tx: Tx, tenantId: TenantId, which: SQL | undefined): Promise<SignalSource | null> {
  const { fleets, signalSources: sources } = tables;
  const [row] = await tx
    .select({ source: sources })
    .from(sources)
    .innerJoin(fleets, and(eq(fleets.tenantId, sources.tenantId), eq(fleets.id, sources.fleetId)))
    .where(and(eq(sources.tenantId, tenantId), isNull(sources.revokedAt), which));
  if (row === undefined) return null;
  const { id, name, signals, fleetId } = row.source;
  return { tenantId, fleetId: fleetIdSchema.parse(fleetId), sourceId: id, name, signals };
}

function unknownToken(): HubError {
  return new HubError("unauthenticated", "This is no token of a source: make one on the fleet's page of sources.");
}
