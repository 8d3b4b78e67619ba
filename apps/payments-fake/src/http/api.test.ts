import { mkdtemp, rm } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { Stripe } from "stripe";
import { expect, test } from "vitest";
import { PaymentsFakeError } from "../payments-fake-error.ts";
import { startPaymentsFake } from "../server.ts";
import { newCheckout, openLab, sdkOf } from "../testing/lab.ts";
import { newCharge, newSeller } from "../testing/seller.ts";

test("startPaymentsFake refuses a key of live mode", async () => {
  await expect(startPaymentsFake({ secretKey: "sk_live_1234" })).rejects.toMatchObject({ code: "key-not-test" });
  await expect(startPaymentsFake({ secretKey: "sk_live_1234" })).rejects.toBeInstanceOf(PaymentsFakeError);
});

test("Api answers nobody without its key", async () => {
  await using lab = await openLab();
  const stranger = sdkOf(lab.fake, "sk_test_somebody_else");
  await expect(stranger.customers.list()).rejects.toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
});

test("Api answers only to names of this machine", async () => {
  await using lab = await openLab();
  const status = await new Promise<number | undefined>((resolve, reject) => {
    get({ host: "127.0.0.1", port: lab.fake.port, path: "/test", headers: { host: "evil.example" } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).once("error", reject);
  });
  expect(status).toBe(421);
});

test("Api names an unknown parameter, and one that is missing", async () => {
  await using lab = await openLab();
  const unknown = lab.stripe.customers.create({ nickname: "Ada" } as Stripe.CustomerCreateParams);
  await expect(unknown).rejects.toMatchObject({
    code: "parameter_unknown",
    param: "nickname",
    type: "StripeInvalidRequestError",
  });
  const nested = lab.stripe.paymentIntents.create({
    amount: 1000,
    currency: "eur",
    automatic_payment_methods: { enabled: true, foo: 1 },
  } as never);
  await expect(nested).rejects.toMatchObject({ code: "parameter_unknown", param: "automatic_payment_methods[foo]" });
  const missing = lab.stripe.paymentIntents.create({ currency: "eur" } as Stripe.PaymentIntentCreateParams);
  await expect(missing).rejects.toMatchObject({ code: "parameter_missing", param: "amount", statusCode: 400 });
});

test("Api says which object is missing", async () => {
  await using lab = await openLab();
  await expect(lab.stripe.charges.retrieve("ch_nowhere")).rejects.toMatchObject({
    code: "resource_missing",
    statusCode: 404,
  });
  await expect(lab.stripe.refunds.create({ charge: "ch_nowhere" })).rejects.toMatchObject({
    code: "resource_missing",
    param: "charge",
    statusCode: 400,
  });
  await expect(lab.stripe.balance.retrieve({}, { stripeAccount: "acct_nobody" })).rejects.toMatchObject({
    code: "account_invalid",
    statusCode: 403,
  });
});

test("Api gives the same key the same answer, also after a restart", async () => {
  const folder = await mkdtemp(`${tmpdir()}/payments-fake-`);
  const secretKey = "sk_test_same";
  const ask = (stripe: Stripe): Promise<Stripe.Response<Stripe.Customer>> =>
    stripe.customers.create({ name: "Ada" }, { idempotencyKey: "once" });
  let first: Stripe.Response<Stripe.Customer>;
  {
    await using lab = await openLab({ stateFolder: folder, secretKey });
    first = await ask(lab.stripe);
    const again = await ask(lab.stripe);
    expect(again.id).toBe(first.id);
    expect(again.lastResponse.headers["idempotent-replayed"]).toBe("true");
    expect(first.lastResponse.headers["idempotent-replayed"]).toBeUndefined();
    const other = lab.stripe.customers.create({ name: "Bob" }, { idempotencyKey: "once" });
    await expect(other).rejects.toMatchObject({ type: "StripeIdempotencyError", statusCode: 400 });
  }
  await using lab = await openLab({ stateFolder: folder, secretKey });
  expect((await ask(lab.stripe)).id).toBe(first.id);
  expect((await lab.stripe.customers.list()).data).toHaveLength(1);
  await rm(folder, { recursive: true });
});

test("Api replays a declined card, and lets a mistyped request be put right under its key", async () => {
  await using lab = await openLab();
  const pay = (): Promise<unknown> =>
    lab.stripe.paymentIntents.create(
      { amount: 1000, currency: "eur", payment_method: "pm_card_chargeDeclined", confirm: true },
      { idempotencyKey: "decline" },
    );
  await expect(pay()).rejects.toMatchObject({
    code: "card_declined",
    decline_code: "generic_decline",
    statusCode: 402,
  });
  await expect(pay()).rejects.toMatchObject({ code: "card_declined" });
  expect((await lab.stripe.charges.list()).data).toHaveLength(1);
  await expect(lab.stripe.customers.create({ wrong: 1 } as never, { idempotencyKey: "typo" })).rejects.toMatchObject({
    code: "parameter_unknown",
  });
  expect((await lab.stripe.customers.create({ name: "Ada" }, { idempotencyKey: "typo" })).name).toBe("Ada");
});

test("Api refuses a key that is in use at the same time", async () => {
  await using lab = await openLab();
  lab.fake.control.setApi({ latencyMs: 60 });
  const ask = (): Promise<Stripe.Customer> => lab.stripe.customers.create({ name: "Ada" }, { idempotencyKey: "both" });
  const [first, second] = await Promise.allSettled([ask(), ask()]);
  const refused = [first, second].filter((result) => result.status === "rejected");
  expect(refused).toHaveLength(1);
  expect(refused[0]?.reason).toMatchObject({ statusCode: 409, code: "idempotency_key_in_use" });
});

test("Api can do what it was asked and lose the answer; the same key then gives it", async () => {
  await using lab = await openLab();
  lab.fake.control.setApi({ loseAnswer: 1 });
  await expect(
    lab.stripe.customers.create({ name: "Ada" }, { idempotencyKey: "lost", maxNetworkRetries: 0 }),
  ).rejects.toMatchObject({ type: "StripeConnectionError" });
  lab.fake.control.setApi({});
  const kept = await lab.stripe.customers.create({ name: "Ada" }, { idempotencyKey: "lost" });
  expect((await lab.stripe.customers.list()).data.map(({ id }) => id)).toStrictEqual([kept.id]);
});

test("Api pages through a list by cursor, both ways, and by time", async () => {
  let now = Date.UTC(2026, 0, 1);
  await using lab = await openLab({ now: () => now });
  const made: string[] = [];
  for (let at = 0; at < 7; at += 1) {
    made.unshift((await lab.stripe.customers.create({ name: `c${at}` })).id);
    now += 1000;
  }
  const first = await lab.stripe.customers.list({ limit: 3 });
  expect(first.data.map(({ id }) => id)).toStrictEqual(made.slice(0, 3));
  expect(first.has_more).toBe(true);
  const next = await lab.stripe.customers.list({ limit: 3, starting_after: made[2] ?? "" });
  expect(next.data.map(({ id }) => id)).toStrictEqual(made.slice(3, 6));
  const back = await lab.stripe.customers.list({ limit: 2, ending_before: made[3] ?? "" });
  expect(back.data.map(({ id }) => id)).toStrictEqual(made.slice(1, 3));
  const since = Date.UTC(2026, 0, 1) / 1000;
  const some = await lab.stripe.customers.list({ created: { gte: since + 2, lt: since + 5 } });
  expect(some.data.map(({ name }) => name)).toStrictEqual(["c4", "c3", "c2"]);
  const all: string[] = [];
  for await (const customer of lab.stripe.customers.list({ limit: 2 })) all.push(customer.id);
  expect(all).toStrictEqual(made);
});

test("Api expands along a path, in lists too, and refuses what cannot be", async () => {
  await using lab = await openLab();
  const session = await newCheckout(lab.stripe);
  lab.fake.control.pay(session.id);
  const paid = await lab.stripe.checkout.sessions.retrieve(session.id, {
    expand: ["payment_intent.latest_charge.balance_transaction", "line_items", "customer"],
  });
  expect(paid).toMatchObject({
    customer: { object: "customer", name: "Ada" },
    line_items: { data: [{ description: "flash-sale", amount_total: 10_000 }] },
    payment_intent: { latest_charge: { balance_transaction: { fee: 175, net: 9825 } } },
  });
  const listed = await lab.stripe.charges.list({ expand: ["data.refunds", "data.customer"] });
  expect(listed.data[0]).toMatchObject({ refunds: { object: "list", data: [] }, customer: { object: "customer" } });
  await expect(lab.stripe.charges.list({ expand: ["data.nothing"] })).rejects.toMatchObject({
    code: "property_not_expandable",
  });
  await expect(lab.stripe.charges.list({ expand: ["data.a.b.c.d"] })).rejects.toMatchObject({
    code: "property_expansion_max_depth",
  });
});

test("Api shows a connected account only its own objects", async () => {
  await using lab = await openLab();
  const seller = await newSeller(lab);
  const charge = await newCharge(lab);
  await lab.stripe.transfers.create({
    amount: 5000,
    currency: "eur",
    destination: seller.id,
    source_transaction: charge.id,
  });
  const theirs = await lab.stripe.balanceTransactions.list({}, { stripeAccount: seller.id });
  expect(theirs.data.map(({ type, amount }) => [type, amount])).toStrictEqual([["payment", 5000]]);
  const ours = await lab.stripe.balanceTransactions.list();
  expect(ours.data.map(({ type, amount }) => [type, amount])).toStrictEqual([
    ["transfer", -5000],
    ["charge", 10_000],
  ]);
  await expect(lab.stripe.charges.retrieve(charge.id, {}, { stripeAccount: seller.id })).rejects.toMatchObject({
    code: "resource_missing",
  });
});
