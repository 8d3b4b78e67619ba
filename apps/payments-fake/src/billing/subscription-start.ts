import { newId } from "../state/ids.ts";
import type { LineRow } from "../state/rows.ts";
import type { InvoiceRow, SubscriptionRow } from "../state/rows-billing.ts";
import type { PaymentIntentRow } from "../state/rows-payments.ts";
import type { World } from "../state/world.ts";
import { createInvoice, finalize, markPaid } from "./invoices.ts";
import { periodEnd } from "./period.ts";
import { invoiceDraft, newItem, spendCoupons, tellSubscription } from "./subscription-life.ts";

export type Start = Pick<
  SubscriptionRow,
  | "customer"
  | "currency"
  | "paymentMethod"
  | "automaticTax"
  | "discounts"
  | "metadata"
  | "description"
  | "missingMethod"
  | "testClock"
> & {
  readonly lines: readonly Pick<LineRow, "price" | "quantity">[];
  readonly trialEnd: number | null;
  readonly cancelAtPeriodEnd?: boolean;
};

/** A subscription as it would begin now. */
export function subscriptionFrom(world: World, start: Start): SubscriptionRow {
  const now = world.now(start.testClock);
  const { lines, trialEnd, ...rest } = start;
  const items = lines.map((line) => {
    const { recurring } = world.tables.prices.need(line.price);
    const until = trialEnd ?? (recurring === null ? now : periodEnd(now, now, recurring));
    return newItem(line.price, line.quantity, { start: now, end: until });
  });
  return {
    id: newId("sub"),
    created: now,
    cancelAtPeriodEnd: false,
    ...rest,
    status: trialEnd === null ? "incomplete" : "trialing",
    items,
    anchor: trialEnd ?? now,
    startDate: now,
    trialStart: trialEnd === null ? null : now,
    trialEnd,
    trialWarned: false,
    cancelAt: start.cancelAtPeriodEnd === true ? Math.min(...items.map((item) => item.periodEnd)) : null,
    canceledAt: start.cancelAtPeriodEnd === true ? now : null,
    cancelReason: null,
    cancelComment: null,
    cancelFeedback: null,
    endedAt: null,
    latestInvoice: null,
    pendingLines: [],
    pauseCollection: null,
  };
}

type Begun = { readonly subscription: SubscriptionRow; readonly invoice: InvoiceRow };

/** Begins a subscription whose first invoice was paid with `intent`; null where nothing was due (a trial, or all of it off). */
export function beginPaid(world: World, fresh: SubscriptionRow, intent: PaymentIntentRow | null): Begun {
  const row = world.tables.subscriptions.put({ ...fresh, status: fresh.trialEnd === null ? "active" : "trialing" });
  tellSubscription(world, "customer.subscription.created", row);
  const invoice = firstInvoice(world, row, intent);
  const kept = world.tables.subscriptions.put({ ...row, latestInvoice: invoice.id });
  return { subscription: row.trialEnd === null ? spendCoupons(world, kept) : kept, invoice };
}

function firstInvoice(world: World, row: SubscriptionRow, intent: PaymentIntentRow | null): InvoiceRow {
  const open = finalize(
    world,
    createInvoice(world, invoiceDraft(world, row, "subscription_create", row.trialEnd !== null)),
  );
  return open.status === "paid" ? open : markPaid(world, { ...open, attempts: 1 }, intent);
}
