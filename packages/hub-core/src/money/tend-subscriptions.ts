import { enterTenant, tables, withoutTenant } from "@fleet-persona/db";
import { and, eq, isNotNull, isNull, lte } from "drizzle-orm";
import { converge, underLock } from "./converge.ts";
import { seatsUsed } from "./change-subscription.ts";
import { eachOnItsOwn } from "./each-on-its-own.ts";
import { tell } from "./keep-returns.ts";
import type { MoneyDeps } from "./payments-deps.ts";

// Early enough for the next invoice, late enough that hardly anything of what was paid is lost.
const beforeRenewalMs = 2 * 3_600_000;

/** Brings wishes for fewer seats to the processor shortly before the period they begin with; not while more hosts hold a seat. */
export async function tendSubscriptions(deps: MoneyDeps): Promise<{ readonly changed: number }> {
  const { subscriptions } = tables;
  const soon = new Date(deps.now().getTime() + beforeRenewalMs);
  const due = await withoutTenant(deps.db, (tx) =>
    tx
      .select()
      .from(subscriptions)
      .where(
        and(isNotNull(subscriptions.wantedSeats), isNull(subscriptions.endedAt), lte(subscriptions.periodEndsAt, soon)),
      )
      .limit(200),
  );
  let changed = 0;
  await eachOnItsOwn(due, async (subscription) => {
    if (await reduce(deps, subscription)) changed += 1;
  });
  return { changed };
}

async function reduce(deps: MoneyDeps, row: typeof tables.subscriptions.$inferSelect): Promise<boolean> {
  const { subscriptions } = tables;
  const { subscriptionId, tenantId, listingId, wantedSeats: seats, periodEndsAt } = row;
  if (seats === null) return false;
  const used = await withoutTenant(deps.db, (tx) => seatsUsed(tx, tenantId, listingId));
  if (used > seats) {
    await underLock(deps, `subscription:${subscriptionId}`, async (tx) => {
      await tx.update(subscriptions).set({ wantedSeats: null }).where(eq(subscriptions.subscriptionId, subscriptionId));
      await enterTenant(tx, tenantId);
      const summary = `It renews with ${row.seats} seats: ${used} hosts hold one, so they could not become ${seats}.`;
      await tell(tx, row, { kind: "subscription-ending", to: "buyer", ref: subscriptionId, summary, at: deps.now() });
    });
    return false;
  }
  const key = `fewer_${subscriptionId}_${periodEndsAt.getTime()}_${seats}`;
  await deps.payments.gateway.changeSeats({ key, subscriptionId, seats });
  await converge(deps, { kind: "subscription", id: subscriptionId });
  return true;
}
