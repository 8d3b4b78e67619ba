import type { Stripe } from "stripe";
import type { Processor, TestCard } from "./processor.ts";

const methods: Readonly<Record<TestCard, string>> = {
  works: "pm_card_visa",
  declined: "pm_card_chargeDeclined",
  "fails-later": "pm_card_chargeCustomerFail",
  disputed: "pm_card_createDispute",
  "available-at-once": "pm_card_bypassPending",
  "refund-fails": "pm_card_refundFail",
};

type Buyers = Pick<Processor, "newBuyer" | "pay" | "subscribe" | "useCard" | "passDays"> & AsyncDisposable;

/** Buyers that need no page: what a checkout would make is made over the API, and each has a test clock of its own. */
export function apiBuyers(stripe: Stripe): Buyers {
  const clocks: string[] = [];

  async function attach(customerId: string, card: TestCard): Promise<string> {
    const method = await stripe.paymentMethods.attach(methods[card], { customer: customerId });
    return method.id;
  }

  return {
    async newBuyer() {
      const clock = await stripe.testHelpers.testClocks.create({ frozen_time: Math.floor(Date.now() / 1000) });
      clocks.push(clock.id);
      const customer = await stripe.customers.create({
        name: "A buyer",
        email: "buyer@example.com",
        test_clock: clock.id,
      });
      return customer.id;
    },
    pay: (order) => pay(stripe, order),
    async subscribe({ orderId, customerId, unitMinor, currency, seats, trialDays }) {
      const price = await stripe.prices.create({
        currency: currency.toLowerCase(),
        unit_amount: unitMinor,
        tax_behavior: "exclusive",
        recurring: { interval: "month" },
        product_data: { name: "Surge ready" },
      });
      const subscription = await stripe.subscriptions.create({
        customer: customerId,
        default_payment_method: await attach(customerId, "works"),
        payment_behavior: "error_if_incomplete",
        metadata: { order_id: orderId },
        items: [{ price: price.id, quantity: seats }],
        ...(trialDays === null ? {} : { trial_period_days: trialDays }),
      });
      return subscription.id;
    },
    async useCard(subscriptionId, card) {
      const { customer } = await stripe.subscriptions.retrieve(subscriptionId);
      const method = await attach(typeof customer === "string" ? customer : customer.id, card);
      await stripe.subscriptions.update(subscriptionId, { default_payment_method: method });
    },
    passDays: (customerId, days) => passDays(stripe, customerId, days),
    async [Symbol.asyncDispose]() {
      // With a clock its customers go, and their subscriptions.
      for (const clock of clocks) await stripe.testHelpers.testClocks.del(clock);
    },
  };
}

async function pay(stripe: Stripe, order: Parameters<Processor["pay"]>[0]): Promise<string> {
  const intent = await stripe.paymentIntents.create({
    amount: order.amountMinor,
    currency: order.currency.toLowerCase(),
    customer: order.customerId,
    payment_method: methods[order.card],
    confirm: true,
    automatic_payment_methods: { enabled: true, allow_redirects: "never" },
    metadata: { order_id: order.orderId },
  });
  const charge = intent.latest_charge;
  if (typeof charge !== "string") throw new TypeError("nothing was charged");
  return charge;
}

async function passDays(stripe: Stripe, customerId: string, days: number): Promise<void> {
  const customer = await stripe.customers.retrieve(customerId);
  const clock = customer.deleted ? null : customer.test_clock;
  if (typeof clock !== "string") throw new TypeError("this buyer has no clock");
  const { frozen_time: from } = await stripe.testHelpers.testClocks.retrieve(clock);
  await stripe.testHelpers.testClocks.advance(clock, { frozen_time: from + days * 86_400 });
  await arrived(stripe, clock);
}

async function arrived(stripe: Stripe, clock: string): Promise<void> {
  for (;;) {
    const { status } = await stripe.testHelpers.testClocks.retrieve(clock);
    if (status === "ready") return;
    if (status === "internal_failure") throw new TypeError("the test clock broke");
    await new Promise((waited) => {
      setTimeout(waited, 1_000);
    });
  }
}
