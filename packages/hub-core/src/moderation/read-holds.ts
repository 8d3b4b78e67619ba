import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { desc, eq } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { HoldView } from "./moderation.ts";

/** What was hidden, with its appeal, newest first; `mine`: this moderator hid it. Who else did is told to nobody. */
export async function readHolds(
  tx: Tx,
  where: SQL | undefined,
  moderator: string | null = null,
): Promise<(HoldView & { readonly mine: boolean })[]> {
  const { storeAppeals: appeals, storeHolds: holds } = tables;
  const rows = await tx
    .select()
    .from(holds)
    .leftJoin(appeals, eq(appeals.holdId, holds.id))
    .where(where)
    .orderBy(desc(holds.hiddenAt))
    .limit(200);
  return rows.map(({ store_holds: hold, store_appeals: appeal }) => ({
    kind: hold.kind,
    thingId: hold.thingId,
    holdId: hold.id,
    reason: hold.reason,
    note: hold.note,
    hiddenAt: hold.hiddenAt.getTime(),
    mine: hold.hiddenBy === moderator,
    restoredAt: hold.restoredAt?.getTime() ?? null,
    appeal:
      appeal === null
        ? null
        : {
            body: appeal.body,
            appealedAt: appeal.appealedAt.getTime(),
            decidedAt: appeal.decidedAt?.getTime() ?? null,
            outcome: appeal.outcome,
            note: appeal.note,
          },
  }));
}
