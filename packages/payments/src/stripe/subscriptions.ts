import { Stripe } from "stripe";
import type { PaymentGateway } from "../payment-gateway.ts";
import type { SubscriptionState } from "../payment-states.ts";
import { currencyOf, everyOf, idOf, idOrNull, minorOf, timeOf } from "./answer.ts";
import { isStripeCode } from "./listing-product.ts";
import { keyed, pageSize } from "./stripe-client.ts";
import { onlyItem, seatsOf, subscriptionOf } from "./subscription-of.ts";

type Methods = Pick<
  PaymentGateway,
  "getSubscription" | "previewSeats" | "changeSeats" | "cancelSubscription" | "resumeSubscription"
>;

/** What renews: its seats and its end. */
export function stripeSubscriptions(stripe: Stripe): Methods {
  const getSubscription = async (subscriptionId: string) =>
    readSubscription(stripe, await stripe.subscriptions.retrieve(subscriptionId));
  return {
    getSubscription,
    async previewSeats({ subscriptionId, seats }) {
      const subscription = await stripe.subscriptions.retrieve(subscriptionId);
      const item = onlyItem(subscription);
      // Where nothing is due at once, a preview is that of the next period: a trial is not asked about.
      const charged = seats > seatsOf(item) && subscription.status !== "trialing";
      const dueNowMinor = charged ? await previewDue(stripe, subscriptionId, item.id, seats) : 0;
      return {
        dueNowMinor,
        nextMinor: minorOf(item.price.unit_amount, "the price of a seat") * seats,
        nextAt: timeOf(item.current_period_end, "the end of a period"),
        currency: currencyOf(item.price.currency),
      };
    },
    async changeSeats({ key, subscriptionId, seats }) {
      const item = onlyItem(await stripe.subscriptions.retrieve(subscriptionId));
      if (seats > seatsOf(item)) await addSeats(stripe, { key, subscriptionId, itemId: item.id, seats });
      if (seats < seatsOf(item)) await takeSeats(stripe, { key, subscriptionId, itemId: item.id, seats });
      return getSubscription(subscriptionId);
    },
    async cancelSubscription({ key, subscriptionId, when }) {
      switch (when) {
        case "period-end":
          await stripe.subscriptions.update(subscriptionId, { cancel_at_period_end: true }, keyed(key, "cancel"));
          break;
        case "now":
          await cancelNow(stripe, key, subscriptionId);
          break;
        default:
          when satisfies never;
      }
      return getSubscription(subscriptionId);
    },
    async resumeSubscription({ key, subscriptionId }) {
      await stripe.subscriptions.update(subscriptionId, { cancel_at_period_end: false }, keyed(key, "resume"));
      return getSubscription(subscriptionId);
    },
  };
}

type SeatChange = {
  readonly key: string;
  readonly subscriptionId: string;
  readonly itemId: string;
  readonly seats: number;
};

// A declined card must leave everything as it was, so `error_if_incomplete` comes first. Where the bank only wants the buyer
// to confirm, that would be a dead end: then the change waits, and the open invoice is where to confirm it.
async function addSeats(stripe: Stripe, { key, subscriptionId, itemId, seats }: SeatChange): Promise<void> {
  const change: Stripe.SubscriptionUpdateParams = {
    items: [{ id: itemId, quantity: seats }],
    proration_behavior: "always_invoice",
  };
  try {
    await stripe.subscriptions.update(
      subscriptionId,
      { ...change, payment_behavior: "error_if_incomplete" },
      keyed(key, "seats"),
    );
  } catch (error) {
    if (!isStripeCode(error, "subscription_payment_intent_requires_action")) throw error;
    await stripe.subscriptions.update(
      subscriptionId,
      { ...change, payment_behavior: "pending_if_incomplete" },
      keyed(key, "seats-to-confirm"),
    );
  }
}

// Paid for until the period ends: nothing is given back, and what was paid can be used until then.
async function takeSeats(stripe: Stripe, { key, subscriptionId, itemId, seats }: SeatChange): Promise<void> {
  await stripe.subscriptions.update(
    subscriptionId,
    { items: [{ id: itemId, quantity: seats }], proration_behavior: "none" },
    keyed(key, "seats"),
  );
}

async function previewDue(stripe: Stripe, subscriptionId: string, itemId: string, seats: number): Promise<number> {
  const invoice = await stripe.invoices.createPreview({
    subscription: subscriptionId,
    subscription_details: { items: [{ id: itemId, quantity: seats }], proration_behavior: "always_invoice" },
  });
  return minorOf(invoice.amount_due, "what a change of seats costs");
}

// One that had ended before is not found by the call that ends it: it is what was asked for.
async function cancelNow(stripe: Stripe, key: string, subscriptionId: string): Promise<void> {
  try {
    await stripe.subscriptions.cancel(subscriptionId, { prorate: false, invoice_now: false }, keyed(key, "cancel"));
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    const subscription = await stripe.subscriptions.retrieve(subscriptionId);
    if (subscription.status !== "canceled") throw error;
  }
}

async function readSubscription(stripe: Stripe, subscription: Stripe.Subscription): Promise<SubscriptionState> {
  const invoices = await everyOf(
    stripe.invoices.list({ subscription: subscription.id, limit: pageSize, expand: ["data.payments"] }),
  );
  const intents = new Set((await Promise.all(invoices.map((invoice) => intentsOf(stripe, invoice)))).flat());
  return subscriptionOf(subscription, invoices, await chargesOf(stripe, subscription, intents));
}

async function intentsOf(stripe: Stripe, invoice: Stripe.Invoice): Promise<readonly string[]> {
  const within = invoice.payments;
  const payments =
    within === undefined || within.has_more
      ? await everyOf(stripe.invoicePayments.list({ invoice: invoice.id, limit: pageSize }))
      : within.data;
  return payments.flatMap(({ payment }) => idOrNull(payment.payment_intent) ?? []);
}

// An intent names its latest charge alone; every attempt, the declined ones too, is a charge of the customer's.
async function chargesOf(
  stripe: Stripe,
  subscription: Stripe.Subscription,
  intents: ReadonlySet<string>,
): Promise<readonly string[]> {
  if (intents.size === 0) return [];
  const charges = await everyOf(
    stripe.charges.list({
      customer: idOf(subscription.customer),
      created: { gte: subscription.created - 3600 },
      limit: pageSize,
    }),
  );
  return charges.filter((charge) => intents.has(idOrNull(charge.payment_intent) ?? "")).map((charge) => charge.id);
}
