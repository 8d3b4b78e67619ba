import { emit } from "../events/emit.ts";
import { subscription as shape } from "../shapes/billing.ts";
import { newId } from "../state/ids.ts";
import type { CouponRow } from "../state/rows.ts";
import type { InvoiceRow, SubscriptionRow } from "../state/rows-billing.ts";
import type { World } from "../state/world.ts";
import { dunningOf } from "./dunning.ts";
import { collect, createInvoice, finalize, markUncollectible, methodFor, voidInvoice, type Draft } from "./invoices.ts";
import { periodEnd } from "./period.ts";
import { activeCoupons, periodLines, subscriptionTax } from "./subscription-lines.ts";

const HOUR = 3600;

export function tellSubscription(world: World, type: string, row: SubscriptionRow, previous?: object): void {
  emit(world, {
    type,
    object: shape(row, world),
    ...(previous === undefined ? {} : { previous }),
    testClock: row.testClock,
  });
}

/** Changes a subscription and says so, with what it was before. */
export function change(world: World, row: SubscriptionRow, changes: Partial<SubscriptionRow>): SubscriptionRow {
  const before = shape(row, world);
  const after = world.tables.subscriptions.put({ ...row, ...changes });
  const now = shape(after, world);
  const previous = Object.fromEntries(
    Object.entries(before).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(now[key as keyof typeof now]),
    ),
  );
  tellSubscription(world, "customer.subscription.updated", after, previous);
  return after;
}

/** The invoice of the period the items are in now. */
export function invoiceDraft(world: World, row: SubscriptionRow, reason: InvoiceRow["reason"], free: boolean): Draft {
  const [first] = row.items;
  const start = first?.periodStart ?? row.created;
  const tax = subscriptionTax(world, row);
  const coupons = activeCoupons(world, row, start);
  const discounts = row.discounts.filter((id) =>
    coupons.some((coupon) => coupon.id === world.tables.discounts.get(id)?.coupon),
  );
  return {
    customer: row.customer,
    subscription: row.id,
    reason,
    currency: row.currency,
    lines: [...row.pendingLines, ...periodLines(world, { items: row.items, free, coupons, tax })],
    tax,
    discounts,
    period:
      reason === "subscription_create"
        ? { start, end: start }
        : { start: first?.periodStart ?? start, end: first?.periodEnd ?? start },
    testClock: row.testClock,
    subscriptionMetadata: row.metadata,
  };
}

/** A coupon that counts once is spent with the first invoice that cost something. */
export function spendCoupons(world: World, row: SubscriptionRow): SubscriptionRow {
  const left = row.discounts.filter((id) => {
    const coupon: CouponRow | undefined = world.tables.coupons.get(world.tables.discounts.get(id)?.coupon ?? "");
    return coupon?.duration !== "once";
  });
  return left.length === row.discounts.length ? row : world.tables.subscriptions.put({ ...row, discounts: left });
}

/** The end of a period: it ends, or the next one begins. */
export function turn(world: World, row: SubscriptionRow): void {
  const now = world.now(row.testClock);
  const ends = Math.min(...row.items.map((item) => item.periodEnd));
  if (row.cancelAt !== null && row.cancelAt <= now) {
    end(world, row, "cancellation_requested");
    return;
  }
  if (ends > now || row.status === "incomplete") return;
  const method = methodFor(world, row.customer, row.paymentMethod);
  if (row.status === "trialing" && method === null && row.missingMethod !== "create_invoice") {
    if (row.missingMethod === "cancel") end(world, row, "payment_failed");
    else pause(world, row);
    return;
  }
  renew(world, row, ends);
}

function renew(world: World, row: SubscriptionRow, start: number): void {
  const anchor = row.status === "trialing" ? start : row.anchor;
  const items = row.items.map((item) => {
    const { recurring } = world.tables.prices.need(item.price);
    return { ...item, periodStart: start, periodEnd: recurring === null ? start : periodEnd(start, anchor, recurring) };
  });
  const moved: Partial<SubscriptionRow> = { items, anchor, status: row.status === "trialing" ? "active" : row.status };
  const draft = createInvoice(world, {
    ...invoiceDraft(world, { ...row, ...moved }, "subscription_cycle", false),
    // Whoever did not pay at all gets invoices that wait; nothing is tried on them.
    finalizesAt: row.status === "unpaid" ? null : world.now(row.testClock) + HOUR,
  });
  spendCoupons(world, change(world, row, { ...moved, pendingLines: [], latestInvoice: draft.id }));
}

/** A draft whose hour is over is finalised and collected, unless collection is paused. */
export function finalizeDue(world: World, draft: InvoiceRow): void {
  const subscription = draft.subscription === null ? undefined : world.tables.subscriptions.get(draft.subscription);
  const paused = subscription?.pauseCollection?.behavior;
  if (paused === "keep_as_draft") {
    world.tables.invoices.put({ ...draft, finalizesAt: null });
    return;
  }
  const open = finalize(world, draft);
  if (open.status === "paid") return;
  if (paused === "void") voidInvoice(world, open);
  else if (paused === "mark_uncollectible") markUncollectible(world, open);
  else collectFor(world, open, true);
}

/** Collects an invoice from the card that is kept for it, its owner absent, and lets its subscription follow. `automatic`: tried again if it fails. */
export function collectFor(world: World, open: InvoiceRow, automatic: boolean): InvoiceRow {
  const subscription = open.subscription === null ? undefined : world.tables.subscriptions.get(open.subscription);
  const method = methodFor(world, open.customer, subscription?.paymentMethod ?? null);
  const { invoice } = collect(world, open, { method, onSession: false, automatic });
  follow(world, invoice);
  return invoice;
}

/** A subscription is as good as its last invoice. */
export function follow(world: World, invoice: InvoiceRow): void {
  const row = invoice.subscription === null ? undefined : world.tables.subscriptions.get(invoice.subscription);
  if (row === undefined || row.status === "canceled" || row.status === "incomplete_expired") return;
  const failing = row.status === "past_due" || row.status === "unpaid" || row.status === "incomplete";
  if (invoice.status === "paid") {
    const others = world.tables.invoices
      .having("subscription", row.id)
      .some((other) => other.status === "open" && other.attempts > 0);
    if (failing && !others) change(world, row, { status: "active" });
    markDelinquent(world, row.customer, others);
    return;
  }
  markDelinquent(world, row.customer, true);
  if (row.status === "active" || row.status === "trialing") change(world, row, { status: "past_due" });
  if (invoice.nextAttempt !== null) return;
  const now = world.tables.subscriptions.need(row.id);
  if (now.status !== "past_due") return;
  if (dunningOf(world).finally === "canceled") end(world, now, "payment_failed");
  else change(world, now, { status: "unpaid" });
}

function markDelinquent(world: World, customer: string, delinquent: boolean): void {
  if (world.tables.customers.need(customer).delinquent !== delinquent)
    world.tables.customers.patch(customer, { delinquent });
}

/** Ends a subscription for good; what is unpaid is not tried again. */
export function end(
  world: World,
  row: SubscriptionRow,
  reason: NonNullable<SubscriptionRow["cancelReason"]>,
  details: Partial<SubscriptionRow> = {},
): SubscriptionRow {
  const now = world.now(row.testClock);
  for (const invoice of world.tables.invoices.having("subscription", row.id)) {
    if (invoice.status === "draft" || invoice.status === "open") {
      world.tables.invoices.put({ ...invoice, finalizesAt: null, nextAttempt: null });
    }
  }
  const ended = world.tables.subscriptions.put({
    ...row,
    ...details,
    status: "canceled",
    canceledAt: row.canceledAt ?? now,
    cancelReason: row.cancelReason ?? reason,
    endedAt: now,
  });
  tellSubscription(world, "customer.subscription.deleted", ended);
  return ended;
}

export function pause(world: World, row: SubscriptionRow): SubscriptionRow {
  const paused = world.tables.subscriptions.put({ ...row, status: "paused" });
  tellSubscription(world, "customer.subscription.paused", paused);
  return paused;
}

/** Begins a paused subscription again: where its period is over, with a new one from now on, which is charged at once. */
export function resume(world: World, row: SubscriptionRow, anchor: "now" | "unchanged"): SubscriptionRow {
  const now = world.now(row.testClock);
  const runs = row.items.every((item) => item.periodEnd > now);
  const keeps = anchor === "unchanged" && runs;
  const items = keeps
    ? row.items
    : row.items.map((item) => {
        const { recurring } = world.tables.prices.need(item.price);
        return { ...item, periodStart: now, periodEnd: recurring === null ? now : periodEnd(now, now, recurring) };
      });
  const begun = world.tables.subscriptions.put({ ...row, status: "active", items, anchor: keeps ? row.anchor : now });
  tellSubscription(world, "customer.subscription.resumed", begun);
  if (keeps) return begun;
  const open = finalize(world, createInvoice(world, invoiceDraft(world, begun, "subscription_update", false)));
  const billed = world.tables.subscriptions.put({ ...begun, latestInvoice: open.id });
  if (open.status === "open") collectFor(world, open, true);
  return world.tables.subscriptions.need(billed.id);
}

export function newItem(
  price: string,
  quantity: number,
  period: { readonly start: number; readonly end: number },
): SubscriptionRow["items"][number] {
  return {
    id: newId("si"),
    created: period.start,
    price,
    quantity,
    periodStart: period.start,
    periodEnd: period.end,
    metadata: {},
  };
}
