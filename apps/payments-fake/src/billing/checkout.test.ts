import type { Stripe } from "stripe";
import { expect, test } from "vitest";
import { newCheckout, openLab } from "../testing/lab.ts";

const monthly = (
  unit: number,
  quantity: number,
  changes: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Partial<Stripe.Checkout.SessionCreateParams> => ({
  mode: "subscription",
  line_items: [
    {
      price_data: {
        currency: "eur",
        unit_amount: unit,
        recurring: { interval: "month" },
        product_data: { name: "flash-sale" },
      },
      quantity,
    },
  ],
  subscription_data: { metadata: { order_id: "order_1" } },
  ...changes,
});

test("completeSession takes the money once and writes an invoice for it", async () => {
  await using lab = await openLab();
  const session = await newCheckout(lab.stripe);
  expect(lab.fake.control.pay(session.id).kind).toBe("complete");
  expect(lab.fake.control.pay(session.id).kind).toBe("closed");
  const paid = await lab.stripe.checkout.sessions.retrieve(session.id, { expand: ["invoice", "payment_intent"] });
  expect(paid).toMatchObject({
    status: "complete",
    payment_status: "paid",
    url: null,
    metadata: { order_id: "order_1" },
    payment_intent: { status: "succeeded", metadata: { order_id: "order_1" } },
    invoice: { status: "paid", total: 10_000, amount_paid: 10_000, billing_reason: "manual" },
  });
  const payments = await lab.stripe.invoicePayments.list({
    payment: { type: "payment_intent", payment_intent: (paid.payment_intent as Stripe.PaymentIntent).id },
  });
  expect(payments.data.map(({ status, invoice }) => [status, invoice])).toStrictEqual([
    ["paid", (paid.invoice as Stripe.Invoice).id],
  ]);
  expect((await lab.stripe.charges.list()).data).toHaveLength(1);
});

test("completeSession leaves a declined session open, and takes another card on the same intent", async () => {
  await using lab = await openLab();
  const session = await newCheckout(lab.stripe);
  const declined = lab.fake.control.pay(session.id, { card: "4000000000009995" });
  expect(declined).toMatchObject({ kind: "declined", why: "Your card has insufficient funds." });
  const open = await lab.stripe.checkout.sessions.retrieve(session.id, { expand: ["payment_intent"] });
  expect(open).toMatchObject({
    status: "open",
    payment_intent: {
      status: "requires_payment_method",
      last_payment_error: { code: "card_declined", decline_code: "insufficient_funds" },
    },
  });
  expect(lab.fake.control.pay(session.id)).toMatchObject({ kind: "complete", paymentIntent: declined.paymentIntent });
});

test("completeSession adds the tax of the buyer's country, and leaves it to a business abroad", async () => {
  await using lab = await openLab();
  const taxed = { automatic_tax: { enabled: true }, tax_id_collection: { enabled: true } };
  const german = await newCheckout(lab.stripe, taxed);
  lab.fake.control.pay(german.id, { country: "DE" });
  expect(await lab.stripe.checkout.sessions.retrieve(german.id)).toMatchObject({
    amount_subtotal: 10_000,
    amount_total: 11_900,
    total_details: { amount_tax: 1900 },
  });
  const business = await newCheckout(lab.stripe, taxed);
  lab.fake.control.pay(business.id, { country: "FR", taxId: "FR12345678901" });
  const paid = await lab.stripe.checkout.sessions.retrieve(business.id, { expand: ["invoice"] });
  expect(paid).toMatchObject({
    amount_total: 10_000,
    customer_details: { tax_ids: [{ type: "eu_vat", value: "FR12345678901" }] },
  });
  expect((paid.invoice as Stripe.Invoice).total_taxes?.[0]).toMatchObject({
    amount: 0,
    taxability_reason: "reverse_charge",
  });
  const american = await newCheckout(lab.stripe, taxed);
  lab.fake.control.pay(american.id, { country: "US" });
  expect((await lab.stripe.checkout.sessions.retrieve(american.id)).amount_total).toBe(10_000);
});

test("completeSession takes a promotion code off and counts its use", async () => {
  await using lab = await openLab();
  const coupon = await lab.stripe.coupons.create({ percent_off: 25, duration: "once" });
  const code = await lab.stripe.promotionCodes.create({
    promotion: { type: "coupon", coupon: coupon.id },
    code: "SAVE25",
    max_redemptions: 1,
  });
  const session = await newCheckout(lab.stripe, { allow_promotion_codes: true });
  lab.fake.control.pay(session.id, { promotionCode: "SAVE25" });
  expect(await lab.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
    amount_total: 7500,
    total_details: { amount_discount: 2500 },
    discounts: [{ promotion_code: code.id }],
  });
  expect(await lab.stripe.promotionCodes.retrieve(code.id)).toMatchObject({ times_redeemed: 1, active: false });
  const again = lab.stripe.promotionCodes.create({ promotion: { type: "coupon", coupon: coupon.id }, code: "save25" });
  await expect(again).resolves.toMatchObject({ active: true });
  await expect(
    lab.stripe.promotionCodes.create({ promotion: { type: "coupon", coupon: coupon.id }, code: "SAVE25" }),
  ).rejects.toMatchObject({ code: "resource_already_exists" });
});

test("completeSession asks for nothing where all of it is off", async () => {
  await using lab = await openLab();
  const coupon = await lab.stripe.coupons.create({ percent_off: 100, duration: "once" });
  const session = await newCheckout(lab.stripe, { discounts: [{ coupon: coupon.id }] });
  expect(lab.fake.control.pay(session.id)).toMatchObject({ kind: "complete", paymentIntent: null });
  expect((await lab.stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe("no_payment_required");
});

test("completeSession begins a subscription with its first invoice", async () => {
  await using lab = await openLab();
  const session = await newCheckout(lab.stripe, {
    ...monthly(2000, 3),
    invoice_creation: undefined,
    payment_intent_data: undefined,
  } as never);
  const { subscription } = lab.fake.control.pay(session.id);
  const row = await lab.stripe.subscriptions.retrieve(subscription ?? "", {
    expand: ["latest_invoice.payments"],
  });
  expect(row).toMatchObject({
    status: "active",
    metadata: { order_id: "order_1" },
    items: { data: [{ quantity: 3 }] },
    latest_invoice: {
      status: "paid",
      total: 6000,
      billing_reason: "subscription_create",
      payments: { data: [{ status: "paid", amount_paid: 6000, payment: { type: "payment_intent" } }] },
    },
  });
});

test("completeSession charges nothing while a trial runs", async () => {
  await using lab = await openLab();
  const session = await newCheckout(lab.stripe, {
    ...monthly(2000, 1),
    invoice_creation: undefined,
    payment_intent_data: undefined,
    subscription_data: { trial_period_days: 14 },
  } as never);
  const { subscription } = lab.fake.control.pay(session.id);
  expect(await lab.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
    payment_status: "no_payment_required",
    amount_total: 0,
  });
  expect((await lab.stripe.subscriptions.retrieve(subscription ?? "")).status).toBe("trialing");
  expect((await lab.stripe.charges.list()).data).toHaveLength(0);
});

test("createSession handles a currency without smaller units, and refuses too little", async () => {
  await using lab = await openLab();
  const yen = (amount: number): Partial<Stripe.Checkout.SessionCreateParams> => ({
    line_items: [
      { price_data: { currency: "jpy", unit_amount: amount, product_data: { name: "flash-sale" } }, quantity: 1 },
    ],
  });
  const session = await newCheckout(lab.stripe, yen(1200));
  lab.fake.control.pay(session.id);
  const [movement] = (await lab.stripe.balanceTransactions.list()).data;
  expect(movement).toMatchObject({ amount: 1200, currency: "jpy", fee: 48, net: 1152 });
  await expect(newCheckout(lab.stripe, yen(10))).rejects.toMatchObject({ code: "amount_too_small" });
});

test("createSession refuses addresses that are no web pages", async () => {
  await using lab = await openLab();
  await expect(newCheckout(lab.stripe, { success_url: "javascript:alert(1)" })).rejects.toMatchObject({
    param: "success_url",
  });
});

test("expireSession ends an open session once, by request or by time", async () => {
  await using lab = await openLab();
  const session = await newCheckout(lab.stripe);
  expect((await lab.stripe.checkout.sessions.expire(session.id)).status).toBe("expired");
  await expect(lab.stripe.checkout.sessions.expire(session.id)).rejects.toMatchObject({ statusCode: 400 });
  expect(lab.fake.control.pay(session.id).kind).toBe("closed");
  const forgotten = await newCheckout(lab.stripe, { expires_at: Math.floor(Date.now() / 1000) + 1800 });
  lab.fake.control.advance(31 * 60_000);
  expect((await lab.stripe.checkout.sessions.retrieve(forgotten.id)).status).toBe("expired");
});
