import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { TenantId } from "../ids.ts";
import { skeletonOf } from "./confusables.ts";

type Named = {
  readonly tenantId: TenantId;
  readonly kind: "publisher" | "listing";
  readonly thingId: string;
  readonly address: string;
  readonly title: string;
};

/** Writes down what something is called now, so that nobody else takes a name that looks like it. */
export async function keepNames(tx: Tx, { tenantId, kind, thingId, address, title }: Named): Promise<void> {
  const { storeNames } = tables;
  for (const [part, name] of [
    ["address", address],
    ["title", title],
  ] as const) {
    const looks = { name, skeleton: skeletonOf(name) };
    await tx
      .insert(storeNames)
      .values({ tenantId, kind, thingId, part, ...looks })
      .onConflictDoUpdate({ target: [storeNames.thingId, storeNames.part], set: looks });
  }
}
