import { emit } from "../events/emit.ts";
import { createCustomer } from "../resources/customers.ts";
import { createMethod } from "../resources/payment-intents.ts";
import { customer as customerShape, discount as discountShape } from "../shapes/catalogue.ts";
import { session as shape } from "../shapes/checkout.ts";
import { newId } from "../state/ids.ts";
import type { CustomerRow, PaymentMethodRow, SessionRow } from "../state/rows.ts";
import type { InvoiceRow } from "../state/rows-billing.ts";
import type { PaymentIntentRow } from "../state/rows-payments.ts";
import type { World } from "../state/world.ts";
import { attachIntent, createInvoice, finalize, markPaid } from "./invoices.ts";
import { attempt, createIntent } from "./pay.ts";
import { couponsOf, sumOf, trialing, type SessionSum } from "./session-totals.ts";
import { beginPaid, subscriptionFrom, type Start } from "./subscription-start.ts";

const DAY = 86_400;

export type PaidWith = {
  readonly number: string;
  readonly expMonth?: number;
  readonly expYear?: number;
  readonly name: string | null;
  readonly email: string | null;
};

export type Completion =
  | { readonly kind: "complete"; readonly session: SessionRow }
  | { readonly kind: "declined"; readonly session: SessionRow; readonly why: string }
  | { readonly kind: "closed"; readonly session: SessionRow };

/** The buyer pays. Only an open session can be paid, and it is closed in the same moment: twice is never paid. */
export function completeSession(world: World, row: SessionRow, card: PaidWith): Completion {
  if (row.status !== "open" || row.expiresAt <= world.now()) return { kind: "closed", session: row };
  const named = {
    ...row,
    chosen: { ...row.chosen, email: card.email ?? row.chosen.email, name: card.name ?? row.chosen.name },
  };
  const customer = customerFor(world, named);
  const session = { ...named, customer: customer?.id ?? named.customer };
  const method = createMethod(world, {
    number: card.number,
    customer: customer?.id ?? null,
    name: card.name,
    email: card.email ?? customer?.email ?? session.customerEmail,
    country: session.chosen.country ?? customer?.country ?? null,
    ...(card.expMonth === undefined ? {} : { expMonth: card.expMonth }),
    ...(card.expYear === undefined ? {} : { expYear: card.expYear }),
  });
  const sum = sumOf(session, world);
  return session.mode === "payment"
    ? payOnce(world, { session, customer, method, sum })
    : subscribe(world, { session, customer, method, sum });
}

type Paying = {
  readonly session: SessionRow;
  readonly customer: CustomerRow | null;
  readonly method: PaymentMethodRow;
  readonly sum: SessionSum;
};

function customerFor(world: World, row: SessionRow): CustomerRow | null {
  const { country, taxId, email, name } = row.chosen;
  const known = row.customer === null ? undefined : world.tables.customers.need(row.customer);
  if (known !== undefined) {
    const changes = {
      country: country ?? known.country,
      taxId: taxId === null ? known.taxId : { id: newId("txi"), ...taxId },
      name: known.name ?? name,
    };
    if (changes.country === known.country && taxId === null && changes.name === known.name) return known;
    const changed = world.tables.customers.put({ ...known, ...changes });
    emit(world, { type: "customer.updated", object: customerShape(changed), testClock: changed.testClock });
    return changed;
  }
  if (row.mode === "payment" && row.customerCreation === "if_required") return null;
  return createCustomer(world, {
    email: email ?? row.customerEmail,
    name,
    country,
    taxId: taxId === null ? null : { id: newId("txi"), ...taxId },
  });
}

function payOnce(world: World, paying: Paying): Completion {
  const { session, customer, method, sum } = paying;
  if (sum.total === 0)
    return complete(world, paying, { paymentStatus: "no_payment_required", ...invoiceFor(world, paying, null) });
  const begun = session.paymentIntent === null ? undefined : world.tables.paymentIntents.get(session.paymentIntent);
  const intent =
    begun === undefined
      ? createIntent(world, {
          amount: sum.total,
          currency: session.currency,
          customer: customer?.id ?? null,
          description: session.paymentData.description,
          metadata: session.paymentData.metadata,
          transferGroup: session.paymentData.transferGroup,
          receiptEmail: session.chosen.email,
        })
      : world.tables.paymentIntents.put({ ...begun, amount: sum.total, customer: customer?.id ?? begun.customer });
  const outcome = attempt(world, { intent, method, onSession: true, testClock: customer?.testClock ?? null });
  if (!outcome.paid)
    return decline(world, { ...session, paymentIntent: outcome.intent.id }, outcome.charge.failure?.message);
  return complete(world, paying, {
    paymentStatus: "paid",
    paymentIntent: outcome.intent.id,
    ...invoiceFor(world, paying, outcome.intent),
  });
}

function decline(world: World, row: SessionRow, message: string | undefined): Completion {
  const why = message ?? "Your card was declined.";
  return { kind: "declined", session: world.tables.sessions.put({ ...row, failure: why }), why };
}

/** The invoice of a payment that is made once, where one was asked for. */
function invoiceFor(
  world: World,
  { session, customer, sum }: Paying,
  intent: PaymentIntentRow | null,
): { readonly invoice?: string } {
  if (session.invoiceCreation === null || customer === null) return {};
  const now = world.now(customer.testClock);
  const discounts = discountRows(world, session, customer, { subscription: null });
  const draft = createInvoice(world, {
    customer: customer.id,
    subscription: null,
    reason: "manual",
    currency: session.currency,
    lines: session.lines.map((line, at) => ({
      id: newId("il"),
      price: line.price,
      quantity: line.quantity,
      ...(sum.lines[at] ?? { amount: 0, discount: 0, tax: 0 }),
      description: world.tables.products.need(world.tables.prices.need(line.price).product).name,
      proration: false,
      period: { start: now, end: now },
      item: null,
    })),
    tax: sum.taxState,
    discounts,
    period: { start: now, end: now },
    metadata: session.invoiceCreation.metadata,
    description: session.invoiceCreation.description,
    footer: session.invoiceCreation.footer,
    testClock: customer.testClock,
  });
  // What was paid at the checkout was this invoice's whole amount: a credit of the customer's stays for the next one.
  const { balance } = customer;
  if (balance !== 0) world.tables.customers.patch(customer.id, { balance: 0 });
  const open = finalize(world, draft);
  if (balance !== 0) world.tables.customers.patch(customer.id, { balance });
  const invoice: InvoiceRow =
    open.status === "paid" || intent === null
      ? open
      : markPaid(world, { ...attachIntent(world, open, intent), attempts: 1 }, intent);
  return { invoice: invoice.id };
}

function subscribe(world: World, paying: Paying): Completion {
  const { session, customer, method, sum } = paying;
  if (customer === null) throw new TypeError("a subscription without its customer");
  const fresh = subscriptionFrom(world, startOf(world, paying, customer));
  const free = trialing(session) || sum.total === 0;
  if (free) return subscribed(world, paying, fresh, null);
  const intent = createIntent(world, {
    amount: sum.total,
    currency: session.currency,
    customer: customer.id,
    description: "Subscription creation",
    metadata: session.subscriptionData.metadata,
    futureUsage: "off_session",
    testClock: customer.testClock,
  });
  const outcome = attempt(world, { intent, method, onSession: true, testClock: customer.testClock });
  if (!outcome.paid) return decline(world, { ...session, customer: session.customer }, outcome.charge.failure?.message);
  return subscribed(world, paying, fresh, outcome.intent);
}

function startOf(world: World, { session, method }: Paying, customer: CustomerRow): Start {
  const { subscriptionData: data } = session;
  const now = world.now(customer.testClock);
  return {
    customer: customer.id,
    currency: session.currency,
    paymentMethod: method.id,
    automaticTax: session.automaticTax,
    discounts: [],
    metadata: data.metadata,
    description: data.description,
    missingMethod: data.missingMethod,
    testClock: customer.testClock,
    lines: session.lines,
    trialEnd: data.trialEnd ?? (data.trialDays === null ? null : now + data.trialDays * DAY),
  };
}

function subscribed(
  world: World,
  paying: Paying,
  fresh: ReturnType<typeof subscriptionFrom>,
  intent: PaymentIntentRow | null,
): Completion {
  const { session, customer, sum, method } = paying;
  if (customer !== null) {
    if (customer.paymentMethod === null) world.tables.customers.patch(customer.id, { paymentMethod: method.id });
    // The payment covered the invoice's whole amount; a credit waits for the next one.
    if (customer.balance !== 0) world.tables.customers.patch(customer.id, { balance: 0 });
  }
  const discounts = customer === null ? [] : discountRows(world, session, customer, { subscription: fresh.id });
  const { subscription, invoice } = beginPaid(world, { ...fresh, discounts }, intent);
  if (customer !== null && customer.balance !== 0)
    world.tables.customers.patch(customer.id, { balance: customer.balance });
  return complete(world, paying, {
    paymentStatus: sum.total === 0 ? "no_payment_required" : "paid",
    subscription: subscription.id,
    invoice: invoice.id,
  });
}

function discountRows(
  world: World,
  session: SessionRow,
  customer: CustomerRow,
  on: { readonly subscription: string | null },
): readonly string[] {
  const start = world.now(customer.testClock);
  return couponsOf(session, world).map((coupon) => {
    const end = coupon.duration === "repeating" ? start + (coupon.months ?? 1) * 30 * DAY : null;
    const row = world.tables.discounts.put({
      id: newId("di"),
      created: start,
      coupon: coupon.id,
      promotionCode: session.chosen.promotion,
      customer: customer.id,
      session: session.id,
      subscription: on.subscription,
      invoice: null,
      end,
    });
    emit(world, { type: "customer.discount.created", object: discountShape(row), testClock: customer.testClock });
    return row.id;
  });
}

function complete(world: World, { session }: Paying, paid: Partial<SessionRow>): Completion {
  redeem(world, session);
  const done = world.tables.sessions.put({ ...session, ...paid, status: "complete", failure: null });
  emit(world, { type: "checkout.session.completed", object: shape(done, world) });
  return { kind: "complete", session: done };
}

function redeem(world: World, session: SessionRow): void {
  for (const coupon of couponsOf(session, world))
    world.tables.coupons.patch(coupon.id, { timesRedeemed: coupon.timesRedeemed + 1 });
  const promotion =
    session.chosen.promotion === null ? undefined : world.tables.promotionCodes.get(session.chosen.promotion);
  if (promotion !== undefined)
    world.tables.promotionCodes.patch(promotion.id, { timesRedeemed: promotion.timesRedeemed + 1 });
}
