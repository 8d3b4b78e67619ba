import { Stripe } from "stripe";
import { expect, test } from "vitest";
import { newCheckout, openLab } from "../testing/lab.ts";
import { isSigned, openReceiver } from "../testing/receiver.ts";
import { newCharge, newSeller } from "../testing/seller.ts";

test("Deliverer signs each event for the SDK to check", async () => {
  await using receiver = await openReceiver();
  await using lab = await openLab({ webhookUrl: receiver.url, webhookSecret: "whsec_test_1" });
  const session = await newCheckout(lab.stripe);
  lab.fake.control.pay(session.id);
  await lab.fake.control.deliveriesSettled();
  const completed = receiver.events.find(({ type }) => type === "checkout.session.completed");
  expect(completed).toBeDefined();
  expect(receiver.events.every((event) => isSigned(event, "whsec_test_1"))).toBe(true);
  expect(() => receiver.events.map((event) => isSigned(event, "whsec_other"))).toThrow(/signature/iu);
  const event = JSON.parse(completed?.body ?? "{}") as Stripe.Event;
  expect(event).toMatchObject({
    api_version: "2026-10-28.endive",
    data: { object: { id: session.id, status: "complete" } },
    livemode: false,
  });
  const kept = await lab.stripe.events.retrieve(event.id);
  expect(kept).toMatchObject({ type: "checkout.session.completed", pending_webhooks: 0 });
});

test("Deliverer tries again what was not taken in", async () => {
  await using receiver = await openReceiver();
  receiver.answers = (count) => (count < 2 ? 500 : 200);
  await using lab = await openLab({ webhookUrl: receiver.url, retryBaseMs: 5 });
  await lab.stripe.customers.create({ name: "Ada" });
  await lab.fake.control.deliveriesSettled();
  expect(receiver.events.map(({ type }) => type)).toStrictEqual(["customer.created"]);
});

test("setDelivery loses, doubles and mixes events, the same way for the same seed", async () => {
  const run = async (
    policy: Parameters<Awaited<ReturnType<typeof openLab>>["fake"]["control"]["setDelivery"]>[0],
  ): Promise<readonly string[]> => {
    await using receiver = await openReceiver();
    await using lab = await openLab({ webhookUrl: receiver.url });
    lab.fake.control.setDelivery(policy);
    for (let at = 0; at < 30; at += 1) await lab.stripe.customers.create({ name: `c${at}` });
    await lab.fake.control.deliveriesSettled();
    return receiver.events.map(({ body }) => (JSON.parse(body) as Stripe.CustomerCreatedEvent).data.object.name ?? "");
  };
  // Several are on their way at once, so the seed says which arrive, not in which order.
  const arrived = async (policy: Parameters<typeof run>[0]): Promise<readonly string[]> =>
    (await run(policy)).toSorted();
  const names = Array.from({ length: 30 }, (_, at) => `c${at}`);
  expect(await run({ lost: 1 })).toStrictEqual([]);
  const twice = await run({ twice: 1 });
  expect(twice).toHaveLength(60);
  const some = await arrived({ lost: 0.5, seed: 7 });
  expect(some.length).toBeGreaterThan(5);
  expect(some.length).toBeLessThan(25);
  expect(await arrived({ lost: 0.5, seed: 7 })).toStrictEqual(some);
  expect(await arrived({ lost: 0.5, seed: 8 })).not.toStrictEqual(some);
  const mixed = await run({ shuffled: { probability: 1, withinMs: 150 } });
  expect(mixed.toSorted()).toStrictEqual(names.toSorted());
  expect(mixed).not.toStrictEqual(names);
});

test("deliver sends an event again, one that was lost too", async () => {
  await using receiver = await openReceiver();
  await using lab = await openLab({ webhookUrl: receiver.url });
  lab.fake.control.setDelivery({ lost: 1 });
  await lab.stripe.customers.create({ name: "Ada" });
  await lab.fake.control.deliveriesSettled();
  const [event] = (await lab.stripe.events.list({ type: "customer.created" })).data;
  expect(lab.fake.control.deliver(event?.id ?? "")).toBe(1);
  await lab.fake.control.deliveriesSettled();
  expect(receiver.events.map(({ id }) => id)).toStrictEqual([event?.id]);
});

test("events of the second version say what they are about, and nothing of it", async () => {
  await using receiver = await openReceiver();
  await using lab = await openLab({ webhookUrl: receiver.url, webhookSecret: "whsec_test_1" });
  const account = await newSeller(lab);
  await lab.fake.control.deliveriesSettled();
  const types = receiver.events.map(({ type }) => type);
  expect(types).toContain("v2.core.account.created");
  const capability = receiver.events.find(
    ({ type }) => type === "v2.core.account[configuration.recipient].capability_status_updated",
  );
  const notice = new Stripe("sk_test_x").parseEventNotification(
    capability?.body ?? "",
    capability?.signature ?? "",
    "whsec_test_1",
  );
  expect(notice).toMatchObject({ related_object: { id: account.id, type: "v2.core.account" } });
  expect(await lab.stripe.v2.core.events.retrieve(notice.id)).toMatchObject({
    data: { updated_capability: "stripe_balance.stripe_transfers" },
  });
});

test("an endpoint hears what it asked for, of its side", async () => {
  await using receiver = await openReceiver();
  await using lab = await openLab();
  const seller = await newSeller(lab);
  const endpoint = await lab.stripe.webhookEndpoints.create({
    url: receiver.url,
    enabled_events: ["payout.paid", "payout.created"],
    connect: true,
  });
  expect(endpoint.secret).toMatch(/^whsec_/u);
  const charge = await newCharge(lab);
  await lab.stripe.transfers.create({
    amount: 5000,
    currency: "eur",
    destination: seller.id,
    source_transaction: charge.id,
  });
  lab.fake.control.advance(7 * 86_400_000);
  await lab.fake.control.deliveriesSettled();
  expect(receiver.events.map(({ type }) => type).toSorted()).toStrictEqual(["payout.created", "payout.paid"]);
  expect(JSON.parse(receiver.events[0]?.body ?? "{}")).toMatchObject({ account: seller.id });
  await lab.stripe.webhookEndpoints.del(endpoint.id);
  expect((await lab.stripe.webhookEndpoints.list()).data).toStrictEqual([]);
});
