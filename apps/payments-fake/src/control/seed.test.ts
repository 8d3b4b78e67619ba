import { expect, test } from "vitest";
import { openLab } from "../testing/lab.ts";
import { newSeller } from "../testing/seller.ts";

test("seed fills the books with orders that add up", async () => {
  await using lab = await openLab();
  const seller = await newSeller(lab);
  const { charges } = lab.fake.control.seed({
    payments: 400,
    refunded: 0.1,
    transferTo: seller.id,
    metadata: (at) => ({ order_id: `o${at}` }),
  });
  expect(charges).toHaveLength(400);
  let net = 0;
  let seen = 0;
  for await (const movement of lab.stripe.balanceTransactions.list({ limit: 100 })) {
    net += movement.net;
    seen += 1;
  }
  expect(seen).toBeGreaterThan(700);
  const balance = await lab.stripe.balance.retrieve();
  expect((balance.available[0]?.amount ?? 0) + (balance.pending[0]?.amount ?? 0)).toBe(net);
  const [last] = (await lab.stripe.checkout.sessions.list({ limit: 1, expand: ["data.payment_intent.latest_charge"] }))
    .data;
  expect(last).toMatchObject({
    status: "complete",
    metadata: { order_id: "o399" },
    payment_intent: { latest_charge: { metadata: { order_id: "o399" } } },
  });
  expect((await lab.stripe.events.list()).data.every(({ type }) => !type.startsWith("charge"))).toBe(true);
});

test("stir announces what is there once more", async () => {
  await using lab = await openLab();
  lab.fake.control.seed({ payments: 20 });
  expect(lab.fake.control.stir(1000)).toHaveLength(1000);
  expect((await lab.stripe.events.list({ limit: 100, type: "charge.updated" })).data).toHaveLength(100);
});
