import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, asc, desc, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import type { FleetId, TenantId } from "../ids.ts";
import { isKnownTarget, standardSignalsOf } from "./target-signals.ts";

/** What a host of the fleet can observe and steer, as far as it has said. */
export type HostAbility = {
  readonly name: string;
  /** Whether it has said which signals it has: without that their absence means nothing. */
  readonly reported: boolean;
  readonly signals: ReadonlySet<string>;
  /** Whether it has a target of which nobody here knows what it observes. */
  readonly hasUnknownTarget: boolean;
  /** Null before its first session. */
  readonly attributes: ReadonlySet<string> | null;
};

const capabilitiesSchema = z.object({
  targets: z.array(z.object({ name: z.string() })),
  attributes: z.array(z.string()),
});

/** The abilities of a fleet's hosts, by host name. */
export async function readHostAbilities(
  tx: Tx,
  { tenantId, fleetId }: { tenantId: TenantId; fleetId: FleetId },
): Promise<readonly HostAbility[]> {
  const { hosts } = tables;
  const rows = await tx
    .select({ id: hosts.id, name: hosts.name, capabilities: hosts.capabilities })
    .from(hosts)
    .where(and(eq(hosts.tenantId, tenantId), eq(hosts.fleetId, fleetId)))
    .orderBy(asc(hosts.name), asc(hosts.id));
  const dictionaries = await readDictionaries(
    tx,
    tenantId,
    rows.map((row) => row.id),
  );
  return rows.map(({ id, name, capabilities }) => {
    const described = capabilitiesSchema.safeParse(capabilities).data ?? null;
    const dictionary = dictionaries.get(id) ?? [];
    // What a host keeps to itself is no less observed: its targets vouch for the standard names.
    const targets = described?.targets.map((target) => target.name) ?? [];
    const vouched = targets.flatMap(standardSignalsOf);
    return {
      name,
      reported: dictionary.length > 0,
      signals: new Set([...dictionary, ...vouched]),
      hasUnknownTarget: targets.some((target) => !isKnownTarget(target)),
      attributes: described === null ? null : new Set(described.attributes),
    };
  });
}

// The names in the dictionaries of each host's newest outbox.
async function readDictionaries(
  tx: Tx,
  tenantId: TenantId,
  hostIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (hostIds.length === 0) return new Map();
  const { frameDictionaries: dictionaries } = tables;
  const rows = await tx
    .select({ hostId: dictionaries.hostId, epoch: dictionaries.epoch, signals: dictionaries.signals })
    .from(dictionaries)
    .where(and(eq(dictionaries.tenantId, tenantId), inArray(dictionaries.hostId, [...hostIds])))
    .orderBy(desc(dictionaries.epoch));
  return new Map(
    [...Map.groupBy(rows, (row) => row.hostId)].map(([hostId, mine]) => [
      hostId,
      mine.filter((row) => row.epoch === mine[0]?.epoch).flatMap((row) => row.signals.map(({ name }) => name)),
    ]),
  );
}
