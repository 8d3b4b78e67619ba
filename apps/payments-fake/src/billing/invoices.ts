import { emit } from "../events/emit.ts";
import { invoicePayment as paymentShape } from "../shapes/billing.ts";
import { customer as customerShape } from "../shapes/catalogue.ts";
import { invoice as invoiceShape } from "../shapes/invoice.ts";
import { newId } from "../state/ids.ts";
import type { PaymentMethodRow } from "../state/rows.ts";
import type { InvoiceRow } from "../state/rows-billing.ts";
import type { PaymentIntentRow } from "../state/rows-payments.ts";
import type { World } from "../state/world.ts";
import { dunningOf } from "./dunning.ts";
import { attempt, createIntent } from "./pay.ts";
import { invoiceTotals } from "./totals.ts";

export type Draft = Pick<InvoiceRow, "customer" | "subscription" | "reason" | "currency" | "lines" | "tax" | "period"> &
  Partial<
    Pick<
      InvoiceRow,
      | "discounts"
      | "metadata"
      | "description"
      | "footer"
      | "finalizesAt"
      | "testClock"
      | "subscriptionMetadata"
      | "prorationDate"
    >
  >;

export function draftOf(draft: Draft, id: string, created: number): InvoiceRow {
  return {
    id,
    created,
    status: "draft",
    discounts: [],
    number: null,
    paid: 0,
    startingBalance: 0,
    endingBalance: null,
    paymentIntent: null,
    attempts: 0,
    nextAttempt: null,
    finalizesAt: null,
    finalizedAt: null,
    paidAt: null,
    voidedAt: null,
    uncollectibleAt: null,
    description: null,
    footer: null,
    testClock: null,
    subscriptionMetadata: null,
    prorationDate: null,
    metadata: {},
    ...draft,
  };
}

export function createInvoice(world: World, draft: Draft): InvoiceRow {
  const row = world.tables.invoices.put(draftOf(draft, newId("in"), world.now(draft.testClock ?? null)));
  tell(world, "invoice.created", row);
  return row;
}

export function tell(world: World, type: string, row: InvoiceRow): void {
  emit(world, { type, object: invoiceShape(row, world), testClock: row.testClock });
}

/** Gives a draft its number and its final amount. What nothing is due on is paid at once. */
export function finalize(world: World, draft: InvoiceRow): InvoiceRow {
  const customer = world.tables.customers.need(draft.customer);
  const now = world.now(draft.testClock);
  const weighed = { ...draft, startingBalance: customer.balance };
  const { endingBalance, due } = invoiceTotals(weighed);
  const number = `${customer.invoicePrefix}-${String(customer.nextInvoice).padStart(4, "0")}`;
  const changed = world.tables.customers.put({
    ...customer,
    nextInvoice: customer.nextInvoice + 1,
    balance: endingBalance,
    currency: draft.currency,
  });
  if (changed.balance !== customer.balance) {
    emit(world, {
      type: "customer.updated",
      object: customerShape(changed),
      previous: { balance: customer.balance },
      testClock: draft.testClock,
    });
  }
  const open = world.tables.invoices.put({
    ...weighed,
    status: "open",
    number,
    finalizedAt: now,
    endingBalance,
    finalizesAt: null,
  });
  tell(world, "invoice.finalized", open);
  return due === 0 ? markPaid(world, open, null) : open;
}

/** The intent an open invoice is paid with, made when it is first wanted. */
export function intentOf(world: World, row: InvoiceRow): PaymentIntentRow {
  const known = row.paymentIntent === null ? undefined : world.tables.paymentIntents.get(row.paymentIntent);
  if (known !== undefined) return known;
  const subscription = row.subscription === null ? undefined : world.tables.subscriptions.get(row.subscription);
  const intent = createIntent(world, {
    amount: invoiceTotals(row).due,
    currency: row.currency,
    customer: row.customer,
    description:
      row.reason === "subscription_create"
        ? "Subscription creation"
        : row.subscription === null
          ? `Payment for Invoice ${row.number ?? ""}`
          : "Subscription update",
    metadata: subscription?.metadata ?? row.metadata,
    futureUsage: row.subscription === null ? null : "off_session",
    testClock: row.testClock,
  });
  return intent;
}

/** Ties an intent to an invoice, as an invoice payment. */
export function attachIntent(world: World, row: InvoiceRow, intent: PaymentIntentRow): InvoiceRow {
  if (row.paymentIntent === intent.id) return row;
  world.tables.invoicePayments.put({
    id: newId("inpay"),
    created: world.now(row.testClock),
    invoice: row.id,
    paymentIntent: intent.id,
    amountRequested: intent.amount,
    amountPaid: null,
    currency: row.currency,
    status: "open",
    paidAt: null,
    canceledAt: null,
  });
  return world.tables.invoices.patch(row.id, { paymentIntent: intent.id });
}

export type Collected = { readonly invoice: InvoiceRow; readonly paid: boolean };

type Collection = {
  readonly method: PaymentMethodRow | null;
  readonly onSession: boolean;
  readonly automatic: boolean;
};

/** Tries to collect an open invoice. Without a card it fails as a declined one does. */
export function collect(world: World, open: InvoiceRow, { method, onSession, automatic }: Collection): Collected {
  const intent = intentOf(world, open);
  const row = attachIntent(world, open, intent);
  const outcome = method === null ? null : attempt(world, { intent, method, onSession, testClock: row.testClock });
  if (outcome?.paid === true)
    return { invoice: markPaid(world, { ...row, attempts: row.attempts + 1 }, outcome.intent), paid: true };
  const attempts = row.attempts + 1;
  const { retryDays } = dunningOf(world);
  const wait = automatic ? retryDays[attempts - 1] : undefined;
  const kept = automatic ? null : row.nextAttempt;
  const nextAttempt = wait === undefined ? kept : world.now(row.testClock) + wait * 86_400;
  const failed = world.tables.invoices.put({ ...row, attempts, nextAttempt });
  tell(world, "invoice.payment_failed", failed);
  if (failed.subscription !== null) tell(world, "invoice.updated", failed);
  return { invoice: failed, paid: false };
}

export function markPaid(world: World, row: InvoiceRow, intent: PaymentIntentRow | null): InvoiceRow {
  const now = world.now(row.testClock);
  const attached = intent === null ? row : { ...attachIntent(world, row, intent), attempts: row.attempts };
  const paid = world.tables.invoices.put({
    ...attached,
    status: "paid",
    paid: invoiceTotals(row).due,
    paidAt: now,
    nextAttempt: null,
  });
  const payment =
    intent === null
      ? undefined
      : world.tables.invoicePayments.having("invoice", row.id).find((of) => of.paymentIntent === intent.id);
  if (payment !== undefined) {
    const done = world.tables.invoicePayments.put({
      ...payment,
      status: "paid",
      amountPaid: payment.amountRequested,
      paidAt: now,
    });
    emit(world, { type: "invoice_payment.paid", object: paymentShape(done), testClock: row.testClock });
  }
  tell(world, "invoice.paid", paid);
  tell(world, "invoice.payment_succeeded", paid);
  return paid;
}

export function voidInvoice(world: World, row: InvoiceRow): InvoiceRow {
  const voided = world.tables.invoices.put({
    ...row,
    status: "void",
    voidedAt: world.now(row.testClock),
    nextAttempt: null,
    finalizesAt: null,
  });
  tell(world, "invoice.voided", voided);
  return voided;
}

export function markUncollectible(world: World, row: InvoiceRow): InvoiceRow {
  const marked = world.tables.invoices.put({
    ...row,
    status: "uncollectible",
    uncollectibleAt: world.now(row.testClock),
    nextAttempt: null,
  });
  tell(world, "invoice.marked_uncollectible", marked);
  return marked;
}

/** The card a customer's invoices are charged to. */
export function methodFor(world: World, customer: string, preferred: string | null): PaymentMethodRow | null {
  const id = preferred ?? world.tables.customers.get(customer)?.paymentMethod ?? null;
  return id === null ? null : (world.tables.paymentMethods.get(id) ?? null);
}
