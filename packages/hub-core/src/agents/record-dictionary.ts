import { tables, withTenant } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { HubError } from "../hub-error.ts";
import { isStorableJson } from "../text.ts";
import type { HostKey } from "./host-key.ts";

export type SignalName = { readonly name: string; readonly unit: string };

/**
 * Keeps what the values of a host's metric frames mean; must be committed before frames that name it are ingested. An id whose
 * meaning would change within its epoch is `refused` with `dictionary-changed`.
 */
export async function recordDictionary(
  deps: Deps,
  { tenantId, hostId, epoch, id, signals }: HostKey & { epoch: number; id: number; signals: readonly SignalName[] },
): Promise<void> {
  if (!isStorableJson(signals)) throw new HubError("invalid-input", "signals: cannot be stored", "signals");
  const { frameDictionaries } = tables;
  await withTenant(deps.db, tenantId, async (tx) => {
    await tx
      .insert(frameDictionaries)
      .values({ tenantId, hostId, epoch, dictionaryId: id, signals })
      .onConflictDoNothing();
    const [kept] = await tx
      .select({ signals: frameDictionaries.signals })
      .from(frameDictionaries)
      .where(
        and(
          eq(frameDictionaries.tenantId, tenantId),
          eq(frameDictionaries.hostId, hostId),
          eq(frameDictionaries.epoch, epoch),
          eq(frameDictionaries.dictionaryId, id),
        ),
      );
    if (kept === undefined || !sameSignals(kept.signals, signals)) {
      throw new HubError(
        "refused",
        `Dictionary ${id} of epoch ${epoch} has another meaning already.`,
        "dictionary-changed",
      );
    }
  });
}

function sameSignals(a: readonly SignalName[], b: readonly SignalName[]): boolean {
  return a.length === b.length && a.every(({ name, unit }, index) => name === b[index]?.name && unit === b[index].unit);
}
