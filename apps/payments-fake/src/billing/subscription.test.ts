import type { Stripe } from "stripe";
import { expect, test } from "vitest";
import { openLab, type Lab } from "../testing/lab.ts";

const DAY = 86_400_000;

type Wish = {
  readonly unit?: number;
  readonly seats?: number;
  readonly trialDays?: number;
  readonly interval?: "month" | "year";
  readonly card?: string;
};

/** A subscription that was bought on the checkout page. */
async function bought(
  lab: Lab,
  { unit = 3000, seats = 2, trialDays, interval = "month", card = "4242424242424242" }: Wish = {},
): Promise<Stripe.Subscription> {
  const customer = await lab.stripe.customers.create({ email: "ada@example.test" });
  const session = await lab.stripe.checkout.sessions.create({
    mode: "subscription",
    customer: customer.id,
    line_items: [
      {
        price_data: {
          currency: "eur",
          unit_amount: unit,
          recurring: { interval },
          product_data: { name: "flash-sale" },
        },
        quantity: seats,
      },
    ],
    success_url: "http://127.0.0.1:3000/done",
    subscription_data: {
      metadata: { order_id: "order_1" },
      ...(trialDays === undefined ? {} : { trial_period_days: trialDays }),
    },
  });
  const { subscription } = lab.fake.control.pay(session.id, { card });
  return lab.stripe.subscriptions.retrieve(subscription ?? "");
}

const again = (lab: Lab, { id }: Stripe.Subscription): Promise<Stripe.Subscription> =>
  lab.stripe.subscriptions.retrieve(id);
const itemOf = (row: Stripe.Subscription): Stripe.SubscriptionItem => {
  const [item] = row.items.data;
  if (item === undefined) throw new TypeError("a subscription without items");
  return item;
};

test("renew begins the next period, and an hour later its invoice is paid", async () => {
  await using lab = await openLab();
  const row = await bought(lab);
  const first = itemOf(row);
  lab.fake.control.advance((first.current_period_end - first.current_period_start) * 1000 + 60_000);
  const renewed = await again(lab, row);
  expect(itemOf(renewed).current_period_start).toBe(first.current_period_end);
  const [draft] = (await lab.stripe.invoices.list({ subscription: row.id })).data;
  expect(draft).toMatchObject({ status: "draft", billing_reason: "subscription_cycle", amount_due: 6000 });
  lab.fake.control.advance(3_600_000);
  expect((await lab.stripe.invoices.retrieve(draft?.id ?? "")).status).toBe("paid");
  expect((await lab.stripe.charges.list()).data.map(({ amount }) => amount)).toStrictEqual([6000, 6000]);
});

test("a card that fails later makes a subscription past due, is tried again, and ends it", async () => {
  await using lab = await openLab();
  const row = await bought(lab, { card: "4000000000000341" });
  lab.fake.control.advance(31 * DAY + 2 * 3_600_000);
  expect((await again(lab, row)).status).toBe("past_due");
  const [open] = (await lab.stripe.invoices.list({ subscription: row.id, status: "open" })).data;
  expect(open).toMatchObject({ attempt_count: 1, amount_remaining: 6000 });
  lab.fake.control.advance(16 * DAY);
  const ended = await again(lab, row);
  expect(ended).toMatchObject({ status: "canceled", cancellation_details: { reason: "payment_failed" } });
  expect((await lab.stripe.invoices.retrieve(open?.id ?? "")).attempt_count).toBe(4);
});

test("a past-due subscription is active again once its invoice is paid", async () => {
  await using lab = await openLab();
  const row = await bought(lab, { card: "4000000000000341" });
  lab.fake.control.advance(31 * DAY + 2 * 3_600_000);
  const [open] = (await lab.stripe.invoices.list({ subscription: row.id, status: "open" })).data;
  await expect(lab.stripe.invoices.pay(open?.id ?? "", { off_session: true })).rejects.toMatchObject({
    code: "card_declined",
    statusCode: 402,
  });
  expect((await lab.stripe.invoices.pay(open?.id ?? "", { payment_method: "pm_card_visa" })).status).toBe("paid");
  expect((await again(lab, row)).status).toBe("active");
  await expect(lab.stripe.invoices.pay(open?.id ?? "")).rejects.toMatchObject({ code: "invoice_already_paid" });
});

test("a subscription can stay unpaid instead of ending", async () => {
  await using lab = await openLab();
  lab.fake.control.setDunning({ retryDays: [1], finally: "unpaid" });
  const row = await bought(lab, { card: "4000000000000341" });
  lab.fake.control.advance(33 * DAY);
  expect((await again(lab, row)).status).toBe("unpaid");
});

test("a trial warns, ends and is charged", async () => {
  await using lab = await openLab();
  const row = await bought(lab, { trialDays: 14 });
  expect(row.status).toBe("trialing");
  lab.fake.control.advance(12 * DAY);
  const types = async (): Promise<readonly string[]> =>
    (await lab.stripe.events.list({ limit: 100 })).data.map(({ type }) => type);
  expect(await types()).toContain("customer.subscription.trial_will_end");
  lab.fake.control.advance(3 * DAY);
  expect((await again(lab, row)).status).toBe("active");
  expect((await lab.stripe.charges.list()).data.map(({ amount }) => amount)).toStrictEqual([6000]);
});

test("more seats are charged at once for the rest of the period, as the preview said", async () => {
  await using lab = await openLab();
  const row = await bought(lab);
  const item = itemOf(row);
  const half = Math.floor((item.current_period_end - item.current_period_start) / 2);
  lab.fake.control.advance(half * 1000);
  const at = item.current_period_start + half;
  const items = [{ id: item.id, quantity: 4 }];
  const preview = await lab.stripe.invoices.createPreview({
    subscription: row.id,
    subscription_details: { items, proration_behavior: "always_invoice", proration_date: at },
  });
  expect(preview.amount_due).toBe(3000);
  const changed = await lab.stripe.subscriptions.update(row.id, {
    items,
    proration_behavior: "always_invoice",
    proration_date: at,
    payment_behavior: "error_if_incomplete",
    expand: ["latest_invoice"],
  });
  expect(changed).toMatchObject({
    items: { data: [{ quantity: 4 }] },
    latest_invoice: { status: "paid", total: 3000, billing_reason: "subscription_update" },
  });
  const [charge] = (await lab.stripe.charges.list({ limit: 1 })).data;
  expect(charge?.amount).toBe(3000);
});

test("seats that cannot be paid change nothing", async () => {
  await using lab = await openLab();
  const row = await bought(lab);
  lab.fake.control.setCard(row.customer as string, "4000000000000002");
  const update = lab.stripe.subscriptions.update(row.id, {
    items: [{ id: itemOf(row).id, quantity: 9 }],
    proration_behavior: "always_invoice",
    payment_behavior: "error_if_incomplete",
  });
  await expect(update).rejects.toMatchObject({ code: "card_declined", statusCode: 402 });
  expect(itemOf(await again(lab, row)).quantity).toBe(2);
  expect((await lab.stripe.invoices.list({ subscription: row.id })).data).toHaveLength(1);
});

test("fewer seats at once are a credit for the next invoice, and without proration nothing", async () => {
  await using lab = await openLab();
  const row = await bought(lab, { seats: 4 });
  const item = itemOf(row);
  await lab.stripe.subscriptions.update(row.id, { items: [{ id: item.id, quantity: 3 }], proration_behavior: "none" });
  expect((await lab.stripe.customers.retrieve(row.customer as string)) as Stripe.Customer).toMatchObject({
    balance: 0,
  });
  await lab.stripe.subscriptions.update(row.id, {
    items: [{ id: item.id, quantity: 1 }],
    proration_behavior: "always_invoice",
    proration_date: item.current_period_start,
  });
  expect((await lab.stripe.customers.retrieve(row.customer as string)) as Stripe.Customer).toMatchObject({
    balance: -6000,
  });
  lab.fake.control.advance(32 * DAY);
  const [next] = (await lab.stripe.invoices.list({ subscription: row.id, limit: 1 })).data;
  expect(next).toMatchObject({
    total: 3000,
    starting_balance: -6000,
    amount_due: 0,
    ending_balance: -3000,
    status: "paid",
  });
});

test("a cancellation at the period's end can be taken back, and otherwise ends it then", async () => {
  await using lab = await openLab();
  const row = await bought(lab);
  const ending = await lab.stripe.subscriptions.update(row.id, { cancel_at_period_end: true });
  expect(ending).toMatchObject({
    cancel_at_period_end: true,
    cancel_at: itemOf(row).current_period_end,
    status: "active",
  });
  expect(await lab.stripe.subscriptions.update(row.id, { cancel_at_period_end: false })).toMatchObject({
    cancel_at: null,
    canceled_at: null,
  });
  await lab.stripe.subscriptions.update(row.id, { cancel_at_period_end: true });
  lab.fake.control.advance(32 * DAY);
  expect(await again(lab, row)).toMatchObject({ status: "canceled", ended_at: itemOf(row).current_period_end });
  await expect(lab.stripe.subscriptions.cancel(row.id)).rejects.toMatchObject({ code: "resource_missing" });
});

test("collection can pause: invoices are voided until it goes on", async () => {
  await using lab = await openLab();
  const row = await bought(lab);
  await lab.stripe.subscriptions.update(row.id, { pause_collection: { behavior: "void" } });
  lab.fake.control.advance(32 * DAY);
  expect((await lab.stripe.invoices.list({ subscription: row.id, limit: 1 })).data[0]?.status).toBe("void");
  expect((await again(lab, row)).status).toBe("active");
});

test("a yearly subscription from the 31st keeps its day where the month has one", async () => {
  let now = Date.UTC(2027, 0, 31, 12);
  await using lab = await openLab({ now: () => now });
  const row = await bought(lab);
  const ends = [itemOf(row).current_period_end];
  for (let month = 0; month < 2; month += 1) {
    now = (ends.at(-1) ?? 0) * 1000 + 7_200_000;
    lab.fake.control.advance(0);
    ends.push(itemOf(await again(lab, row)).current_period_end);
  }
  expect(ends.map((end) => new Date(end * 1000).toISOString().slice(0, 10))).toStrictEqual([
    "2027-02-28",
    "2027-03-31",
    "2027-04-30",
  ]);
});

test("a test clock moves only its own customers", async () => {
  await using lab = await openLab();
  const start = Math.floor(Date.now() / 1000);
  const clock = await lab.stripe.testHelpers.testClocks.create({ frozen_time: start });
  const customer = await lab.stripe.customers.create({ test_clock: clock.id });
  const method = await lab.stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  await lab.stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: method.id } });
  const product = await lab.stripe.products.create({ name: "flash-sale" });
  const price = await lab.stripe.prices.create({
    product: product.id,
    currency: "eur",
    unit_amount: 2000,
    recurring: { interval: "month" },
  });
  const own = await lab.stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  const other = await bought(lab);
  await lab.stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: start + 40 * 86_400 });
  expect((await lab.stripe.invoices.list({ subscription: own.id })).data.map(({ status }) => status)).toStrictEqual([
    "paid",
    "paid",
  ]);
  expect((await lab.stripe.invoices.list({ subscription: other.id })).data).toHaveLength(1);
  await lab.stripe.testHelpers.testClocks.del(clock.id);
  await expect(again(lab, own)).rejects.toMatchObject({ code: "resource_missing" });
});
