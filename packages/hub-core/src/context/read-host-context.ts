import { tables, withTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { Context } from "@fleet-persona/protocol";
import { and, desc, eq, gt, isNull } from "drizzle-orm";
import type { HostKey } from "../agents/host-key.ts";
import type { Deps } from "../deps.ts";
import { fleetOf } from "../leadership/take-fleet-lease.ts";
import { newestAgeMs } from "../sources/push-signals.ts";
import { mostCampaigns, readCampaigns } from "./read-campaigns.ts";
import { readIntents } from "./read-intents.ts";

type HostContext = Omit<Context, "type">;
type Fleet = Parameters<typeof readCampaigns>[1];

// One message may carry so many.
const mostSignals = 255;

/** What a host's fleet lives through, as of now: the body of the protocol's `context` message. `not-found` when the host is gone. */
export async function readHostContext(deps: Deps, host: HostKey): Promise<HostContext> {
  return withTenant(deps.db, host.tenantId, async (tx) => {
    const fleet = { tenantId: host.tenantId, fleetId: await fleetOf(tx, host), now: deps.now() };
    const campaigns = await readCampaigns(tx, fleet);
    const intents = await readIntents(tx, { ...fleet, where: isNull(tables.intents.endedAt) });
    return {
      fleetId: fleet.fleetId,
      signals: await readSignals(tx, fleet),
      campaigns: campaigns
        .filter(({ phase }) => phase !== "over")
        .slice(0, mostCampaigns)
        .map(({ name, startsAt, endsAt, weight }) => ({ name, startsAt, endsAt, weight })),
      intents: intents
        .filter(({ phase }) => phase !== "over")
        .slice(0, 64)
        .map(({ name, weight, from, until, target }) => ({ name, weight, from, until, target })),
    };
  });
}

// Where two sources tell the same figure, the newer observation speaks.
async function readSignals(tx: Tx, { tenantId, fleetId, now }: Fleet): Promise<HostContext["signals"]> {
  const { signalSources: sources, sourceSignals: values } = tables;
  const rows = await tx
    .select({ value: values })
    .from(values)
    .innerJoin(sources, and(eq(sources.tenantId, values.tenantId), eq(sources.id, values.sourceId)))
    .where(
      and(
        eq(values.tenantId, tenantId),
        eq(values.fleetId, fleetId),
        isNull(sources.revokedAt),
        gt(values.observedAt, new Date(now.getTime() - newestAgeMs)),
      ),
    )
    .orderBy(desc(values.observedAt));
  const newest = Map.groupBy(rows, ({ value }) => value.signal);
  return [...newest.values()].slice(0, mostSignals).flatMap(([row]) => {
    if (row === undefined) return [];
    const { signal, unit, value, observedAt } = row.value;
    return [{ name: signal, unit, value, ageMs: Math.max(0, now.getTime() - observedAt.getTime()) }];
  });
}
