import { change, collectFor, finalizeDue, turn, tellSubscription } from "../billing/subscription-life.ts";
import { decide } from "../resources/dispute-life.ts";
import { arrive, runPayouts } from "../resources/payout-life.ts";
import { settleRefund } from "../resources/refunds.ts";
import { expireSession } from "../resources/sessions.ts";
import { startOfDay, type Due, type DueKind } from "../state/due.ts";
import type { World } from "../state/world.ts";

const DAY = 86_400;

/** Does what is due, if it still is: since it was written down the object may have changed. */
export function happen(world: World, due: Due): void {
  HAPPENINGS[due.kind](world, due.id, world.now(due.clock));
}

const HAPPENINGS: { readonly [Kind in DueKind]: (world: World, id: string, now: number) => void } = {
  "session-expires": (world, id, now) => {
    const row = world.tables.sessions.get(id);
    if (row?.status === "open" && row.expiresAt <= now) expireSession(world, row);
  },
  "subscription-turns": (world, id) => {
    const row = world.tables.subscriptions.get(id);
    if (row !== undefined && row.status !== "canceled" && row.status !== "paused") turn(world, row);
  },
  "trial-ends-soon": (world, id) => {
    const row = world.tables.subscriptions.get(id);
    if (row?.status !== "trialing" || row.trialWarned) return;
    tellSubscription(
      world,
      "customer.subscription.trial_will_end",
      world.tables.subscriptions.put({ ...row, trialWarned: true }),
    );
  },
  "collection-resumes": (world, id, now) => {
    const row = world.tables.subscriptions.get(id);
    if (row?.pauseCollection != null && (row.pauseCollection.resumesAt ?? Infinity) <= now)
      change(world, row, { pauseCollection: null });
  },
  "invoice-finalizes": (world, id, now) => {
    const row = world.tables.invoices.get(id);
    if (row?.status === "draft" && (row.finalizesAt ?? Infinity) <= now) finalizeDue(world, row);
  },
  "invoice-retries": (world, id, now) => {
    const row = world.tables.invoices.get(id);
    if (row?.status === "open" && (row.nextAttempt ?? Infinity) <= now) collectFor(world, row, true);
  },
  "refund-settles": (world, id, now) => {
    const row = world.tables.refunds.get(id);
    if (row?.settles != null && row.settles.at <= now) settleRefund(world, row, row.settles.as);
  },
  "dispute-lapses": (world, id, now) => {
    const row = world.tables.disputes.get(id);
    if (row?.status.endsWith("needs_response") === true && row.dueBy <= now) decide(world, row, "lost");
  },
  "payouts-run": (world, id, now) => {
    const row = world.tables.balanceSettings.get(id);
    if (row !== undefined && startOfDay(row.lastRun) + DAY <= now) runPayouts(world, row);
  },
  "payout-arrives": (world, id, now) => {
    const row = world.tables.payouts.get(id);
    if ((row?.status === "pending" || row?.status === "in_transit") && row.arrivalDate <= now) arrive(world, row);
  },
};
