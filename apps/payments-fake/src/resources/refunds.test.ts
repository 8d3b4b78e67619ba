import { expect, test } from "vitest";
import { openLab } from "../testing/lab.ts";
import { newCharge } from "../testing/seller.ts";

const DAY = 86_400_000;

test("createRefund gives back in parts, and never more than was paid", async () => {
  await using lab = await openLab();
  const charge = await newCharge(lab);
  const refund = await lab.stripe.refunds.create({
    charge: charge.id,
    amount: 3000,
    metadata: { refund_request_id: "r1" },
  });
  expect(refund).toMatchObject({ status: "succeeded", amount: 3000, metadata: { refund_request_id: "r1" } });
  expect(await lab.stripe.charges.retrieve(charge.id)).toMatchObject({ amount_refunded: 3000, refunded: false });
  await expect(lab.stripe.refunds.create({ charge: charge.id, amount: 7001 })).rejects.toMatchObject({
    code: "amount_too_large",
  });
  await lab.stripe.refunds.create({ charge: charge.id });
  expect(await lab.stripe.charges.retrieve(charge.id)).toMatchObject({ amount_refunded: 10_000, refunded: true });
  await expect(lab.stripe.refunds.create({ charge: charge.id })).rejects.toMatchObject({
    code: "charge_already_refunded",
  });
});

test("createRefund waits with a card that is slow, and the money comes back when it fails", async () => {
  await using lab = await openLab();
  const slow = await newCharge(lab, "pm_card_pendingRefund");
  const failing = await newCharge(lab, "pm_card_refundFail");
  const first = await lab.stripe.refunds.create({ charge: slow.id });
  const second = await lab.stripe.refunds.create({ charge: failing.id });
  expect([first.status, second.status]).toStrictEqual(["pending", "pending"]);
  lab.fake.control.advance(3 * DAY);
  expect((await lab.stripe.refunds.retrieve(first.id)).status).toBe("succeeded");
  const failed = await lab.stripe.refunds.retrieve(second.id, { expand: ["failure_balance_transaction"] });
  expect(failed).toMatchObject({
    status: "failed",
    failure_balance_transaction: { type: "refund_failure", amount: 10_000 },
  });
  expect((await lab.stripe.charges.retrieve(failing.id)).amount_refunded).toBe(0);
});

test("createRefund refuses what its bank has taken back", async () => {
  await using lab = await openLab();
  const charge = await newCharge(lab, "pm_card_createDispute");
  await expect(lab.stripe.refunds.create({ charge: charge.id })).rejects.toMatchObject({ code: "charge_disputed" });
});
