import { existsSync, readFileSync } from "node:fs";
import type { Stripe } from "stripe";
import { expect, test } from "vitest";
import { newCheckout, openLab, type Lab } from "../testing/lab.ts";
import { newCharge, newSeller } from "../testing/seller.ts";

// Kept beside the repository, never inside it: one example of each resource, of an earlier version of the API.
const fixtures = new URL("../../../../../shared/vectors/stripe_fixtures3.json", import.meta.url);

type Keys = { readonly added: readonly string[]; readonly gone: readonly string[] };

/** Where the version spoken here differs from the one the examples are of, and the fields that come only when they apply. */
const DIFFERENCES: Readonly<Record<string, Keys>> = {
  // `refunds` comes only when it is expanded; `source` of cards that were charged directly stays null.
  charge: { added: [], gone: ["refunds"] },
  // `branding`, `line_items` and such are includable; `allowed_payment_method_types` is new; `presentment_details` replaced conversions.
  "checkout.session": { added: ["allowed_payment_method_types", "tax_id_collection"], gone: [] },
  coupon: { added: [], gone: [] },
  // `customer_account` came with Accounts v2.
  customer: { added: ["customer_account"], gone: [] },
  dispute: { added: ["intended_submission_method"], gone: [] },
  // `subscription` and other links moved below `parent` with the basil version; `confirmation_secret` and `payments` are includable.
  invoice: { added: [], gone: ["subscription"] },
  line_item: { added: [], gone: [] },
  payment_intent: { added: ["allowed_payment_method_types", "payment_record"], gone: [] },
  product: { added: ["tax_details"], gone: [] },
  subscription: { added: [], gone: [] },
  subscription_item: { added: ["current_trial"], gone: [] },
  webhook_endpoint: { added: ["secret"], gone: [] },
};
const SAME: Keys = { added: [], gone: [] };

async function everything(lab: Lab): Promise<ReadonlyMap<string, object>> {
  const { stripe, fake } = lab;
  const session = await newCheckout(stripe, { tax_id_collection: { enabled: true } });
  fake.control.pay(session.id);
  const charge = await newCharge(lab);
  const refund = await stripe.refunds.create({ charge: charge.id, amount: 100 });
  const seller = await newSeller(lab);
  const transfer = await stripe.transfers.create({
    amount: 5000,
    currency: "eur",
    destination: seller.id,
    source_transaction: charge.id,
  });
  const reversal = await stripe.transfers.createReversal(transfer.id, { amount: 100 });
  const dispute = await stripe.disputes.retrieve(fake.control.openDispute(charge.id));
  const coupon = await stripe.coupons.create({ percent_off: 10 });
  const promotion = await stripe.promotionCodes.create({ promotion: { type: "coupon", coupon: coupon.id } });
  const product = await stripe.products.create({ name: "flash-sale" });
  const price = await stripe.prices.create({
    product: product.id,
    currency: "eur",
    unit_amount: 2000,
    recurring: { interval: "month" },
  });
  const customer = await stripe.customers.create({ name: "Ada" });
  const method = await stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    default_payment_method: method.id,
  });
  const [invoice] = (await stripe.invoices.list({ customer: customer.id })).data;
  fake.control.advance(4 * 86_400_000);
  const of = { stripeAccount: seller.id };
  const [payout] = (await stripe.payouts.list({}, of)).data;
  const made: readonly (object | undefined)[] = [
    await stripe.checkout.sessions.retrieve(session.id),
    charge,
    refund,
    transfer,
    reversal,
    dispute,
    coupon,
    promotion,
    product,
    price,
    customer,
    method,
    subscription,
    invoice,
    payout,
    subscription.items.data[0],
    invoice?.lines.data[0],
    await stripe.paymentIntents.retrieve(charge.payment_intent as string),
    await stripe.balanceTransactions.retrieve(charge.balance_transaction as string),
    await stripe.balance.retrieve(),
    await stripe.balanceSettings.retrieve({}, of),
    (await stripe.invoicePayments.list()).data[0],
    (await stripe.events.list({ limit: 1 })).data[0],
    await stripe.billingPortal.sessions.create({ customer: customer.id }),
    await stripe.testHelpers.testClocks.create({ frozen_time: 1_800_000_000 }),
    await stripe.webhookEndpoints.create({ url: "http://127.0.0.1:9/x", enabled_events: ["*"] }),
  ];
  return new Map(
    made.flatMap((object) => (object === undefined ? [] : [[(object as { object: string }).object, object]])),
  );
}

test.skipIf(!existsSync(fixtures))("the shapes have the fields of the processor's own examples", async () => {
  await using lab = await openLab();
  const { resources } = JSON.parse(readFileSync(fixtures, "utf8")) as { resources: Record<string, object> };
  const objects = await everything(lab);
  expect(lab.bugs).toStrictEqual([]);
  const found = Object.fromEntries(
    Array.from(objects, ([kind, object]) => [kind, differenceOf(object, resources[kind] ?? {})]),
  );
  expect(found).toStrictEqual(
    Object.fromEntries(Array.from(objects.keys(), (kind) => [kind, DIFFERENCES[kind] ?? SAME])),
  );
});

function differenceOf(object: object, example: object): Keys {
  const [ours, theirs] = [new Set(Object.keys(object)), new Set(Object.keys(example))];
  return { added: [...ours.difference(theirs)].toSorted(), gone: [...theirs.difference(ours)].toSorted() };
}

if (!existsSync(fixtures))
  process.stdout.write("skipped: the processor's example objects are not beside this repository\n");

// A field the SDK's types know and the simulation lacks does not compile: see `Wire`.
test("a price travels with its amount as text as well", async () => {
  await using lab = await openLab();
  const product = await lab.stripe.products.create({ name: "flash-sale" });
  const price: Stripe.Price = await lab.stripe.prices.create({
    product: product.id,
    currency: "eur",
    unit_amount: 2000,
  });
  expect(price.unit_amount_decimal?.toString()).toBe("2000");
});
