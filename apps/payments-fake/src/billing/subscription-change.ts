import { invalidRequest } from "../http/api-error.ts";
import { newId } from "../state/ids.ts";
import type { InvoiceLineRow, InvoiceRow, ItemRow, SubscriptionRow } from "../state/rows-billing.ts";
import type { World } from "../state/world.ts";
import { createInvoice, draftOf, finalize } from "./invoices.ts";
import { periodEnd } from "./period.ts";
import { activeCoupons, periodLines, prorationLines, subscriptionTax } from "./subscription-lines.ts";
import { change, collectFor } from "./subscription-life.ts";

export type ItemChange = {
  readonly id: string | undefined;
  readonly price: string | undefined;
  readonly quantity: number | undefined;
};
export type ProrationBehavior = "always_invoice" | "create_prorations" | "none";

type Planned = { readonly items: readonly ItemRow[]; readonly lines: readonly InvoiceLineRow[] };

/** What a change of items would make of a subscription, and the lines it costs for the time that is left. */
export function planChange(world: World, row: SubscriptionRow, changes: readonly ItemChange[], at: number): Planned {
  const lines: InvoiceLineRow[] = [];
  const items = row.items.map((item) => {
    const wanted = changes.find(({ id }) => id === item.id);
    if (wanted === undefined) return item;
    const to = { price: wanted.price ?? item.price, quantity: wanted.quantity ?? item.quantity };
    if (to.price === item.price && to.quantity === item.quantity) return item;
    lines.push(...prorationLines(world, { row, item, to, at }));
    return { ...item, ...to };
  });
  for (const { id } of changes) {
    if (id === undefined)
      throw invalidRequest(
        "Only items a subscription already has can be changed here; say which with `id`.",
        "parameter_missing",
        "items[0][id]",
      );
    if (!row.items.some((item) => item.id === id))
      throw invalidRequest(`No such subscription_item: '${id}'`, "resource_missing", "items[0][id]");
  }
  return { items, lines };
}

type Applying = { readonly behavior: ProrationBehavior; readonly at: number; readonly other: Partial<SubscriptionRow> };

/** Changes a subscription's items; with `always_invoice` the difference is charged at once. Returns that invoice, if there was one. */
export function applyChange(
  world: World,
  row: SubscriptionRow,
  planned: Planned,
  { behavior, at, other }: Applying,
): { readonly row: SubscriptionRow; readonly invoice: InvoiceRow | null } {
  const pending = behavior === "create_prorations" ? [...row.pendingLines, ...planned.lines] : row.pendingLines;
  const changed = change(world, row, { ...other, items: planned.items, pendingLines: pending });
  if (behavior !== "always_invoice" || planned.lines.length === 0) return { row: changed, invoice: null };
  const open = finalize(world, createInvoice(world, prorationDraft(world, changed, planned.lines, at)));
  const linked = world.tables.subscriptions.put({ ...changed, latestInvoice: open.id });
  const invoice = open.status === "paid" ? open : collectFor(world, open, false);
  return { row: world.tables.subscriptions.need(linked.id), invoice };
}

function prorationDraft(world: World, row: SubscriptionRow, lines: readonly InvoiceLineRow[], at: number) {
  return {
    customer: row.customer,
    subscription: row.id,
    reason: "subscription_update" as const,
    currency: row.currency,
    lines,
    tax: subscriptionTax(world, row),
    period: { start: at, end: at },
    testClock: row.testClock,
    subscriptionMetadata: row.metadata,
    prorationDate: at,
  };
}

type Preview = { readonly changes: readonly ItemChange[]; readonly behavior: ProrationBehavior; readonly at: number };

/** The invoice that would come: of the change alone where it is charged at once, otherwise of the next period with it. */
export function previewInvoice(world: World, row: SubscriptionRow, { changes, behavior, at }: Preview): InvoiceRow {
  const planned = planChange(world, row, changes, at);
  const now = world.now(row.testClock);
  const balance = world.tables.customers.need(row.customer).balance;
  const id = `upcoming_${newId("in")}`;
  if (behavior === "always_invoice" && planned.lines.length > 0) {
    return { ...draftOf(prorationDraft(world, row, planned.lines, at), id, now), startingBalance: balance };
  }
  const items = planned.items.map((item) => {
    const { recurring } = world.tables.prices.need(item.price);
    return {
      ...item,
      periodStart: item.periodEnd,
      periodEnd: recurring === null ? item.periodEnd : periodEnd(item.periodEnd, row.anchor, recurring),
    };
  });
  const start = items[0]?.periodStart ?? now;
  const tax = subscriptionTax(world, row);
  const extra = behavior === "create_prorations" ? planned.lines : [];
  const lines = [
    ...row.pendingLines,
    ...extra,
    ...periodLines(world, { items, free: false, coupons: activeCoupons(world, row, start), tax }),
  ];
  const draft = draftOf(
    {
      customer: row.customer,
      subscription: row.id,
      reason: "subscription_cycle",
      currency: row.currency,
      lines,
      tax,
      discounts: row.discounts,
      period: { start: row.items[0]?.periodStart ?? now, end: row.items[0]?.periodEnd ?? now },
      testClock: row.testClock,
      subscriptionMetadata: row.metadata,
      prorationDate: at,
    },
    id,
    start,
  );
  return { ...draft, startingBalance: balance };
}
