import { change, collectFor, finalizeDue, turn, tellSubscription } from "../billing/subscription-life.ts";
import { decide } from "../resources/dispute-life.ts";
import { arrive, runPayouts } from "../resources/payout-life.ts";
import { settleRefund } from "../resources/refunds.ts";
import { expireSession } from "../resources/sessions.ts";
import { startOfDay, type Due } from "../state/due.ts";
import type { World } from "../state/world.ts";

const DAY = 86_400;

/** Does what is due, if it still is: since it was written down the object may have changed. */
export function happen(world: World, due: Due): void {
  const { tables } = world;
  const now = world.now(due.clock);
  switch (due.kind) {
    case "session-expires": {
      const row = tables.sessions.get(due.id);
      if (row?.status === "open" && row.expiresAt <= now) expireSession(world, row);
      return;
    }
    case "subscription-turns": {
      const row = tables.subscriptions.get(due.id);
      if (row !== undefined && row.status !== "canceled" && row.status !== "paused") turn(world, row);
      return;
    }
    case "trial-ends-soon": {
      const row = tables.subscriptions.get(due.id);
      if (row?.status !== "trialing" || row.trialWarned) return;
      tellSubscription(
        world,
        "customer.subscription.trial_will_end",
        tables.subscriptions.put({ ...row, trialWarned: true }),
      );
      return;
    }
    case "collection-resumes": {
      const row = tables.subscriptions.get(due.id);
      if (row?.pauseCollection != null && (row.pauseCollection.resumesAt ?? Infinity) <= now)
        change(world, row, { pauseCollection: null });
      return;
    }
    case "invoice-finalizes": {
      const row = tables.invoices.get(due.id);
      if (row?.status === "draft" && (row.finalizesAt ?? Infinity) <= now) finalizeDue(world, row);
      return;
    }
    case "invoice-retries": {
      const row = tables.invoices.get(due.id);
      if (row?.status === "open" && (row.nextAttempt ?? Infinity) <= now) collectFor(world, row, false);
      return;
    }
    case "refund-settles": {
      const row = tables.refunds.get(due.id);
      if (row?.settles != null && row.settles.at <= now) settleRefund(world, row, row.settles.as);
      return;
    }
    case "dispute-lapses": {
      const row = tables.disputes.get(due.id);
      if (row?.status.endsWith("needs_response") === true && row.dueBy <= now) decide(world, row, "lost");
      return;
    }
    case "payouts-run": {
      const row = tables.balanceSettings.get(due.id);
      if (row !== undefined && startOfDay(row.lastRun) + DAY <= now) runPayouts(world, row);
      return;
    }
    case "payout-arrives": {
      const row = tables.payouts.get(due.id);
      if ((row?.status === "pending" || row?.status === "in_transit") && row.arrivalDate <= now) arrive(world, row);
      return;
    }
    default:
      due.kind satisfies never;
  }
}
