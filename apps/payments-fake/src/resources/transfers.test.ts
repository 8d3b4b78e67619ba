import { expect, test } from "vitest";
import { openLab, type Lab } from "../testing/lab.ts";
import { newCharge, newSeller } from "../testing/seller.ts";

const DAY = 86_400_000;
const held = async (
  lab: Lab,
  account: string,
): Promise<readonly [available: number | undefined, pending: number | undefined]> => {
  const balance = await lab.stripe.balance.retrieve({}, { stripeAccount: account });
  return [balance.available[0]?.amount, balance.pending[0]?.amount];
};

test("createTransfer waits for its charge to settle", async () => {
  await using lab = await openLab();
  const seller = await newSeller(lab);
  await lab.stripe.balanceSettings.update(
    { payments: { payouts: { schedule: { interval: "manual" } } } },
    { stripeAccount: seller.id },
  );
  const charge = await newCharge(lab);
  const transfer = await lab.stripe.transfers.create({
    amount: 8500,
    currency: "eur",
    destination: seller.id,
    source_transaction: charge.id,
    transfer_group: `payment_${charge.id}`,
    metadata: { payment_id: charge.id },
  });
  expect(await held(lab, seller.id)).toStrictEqual([0, 8500]);
  lab.fake.control.advance(2 * DAY);
  expect(await held(lab, seller.id)).toStrictEqual([8500, 0]);
  expect(
    (await lab.stripe.transfers.list({ transfer_group: `payment_${charge.id}` })).data.map(({ id }) => id),
  ).toStrictEqual([transfer.id]);
});

test("createTransfer never takes more than the charge, nor what is not there", async () => {
  await using lab = await openLab();
  const seller = await newSeller(lab);
  const charge = await newCharge(lab);
  const send = (amount: number): Promise<unknown> =>
    lab.stripe.transfers.create({ amount, currency: "eur", destination: seller.id, source_transaction: charge.id });
  await send(8000);
  await expect(send(2001)).rejects.toMatchObject({ code: "amount_too_large" });
  await send(2000);
  await expect(
    lab.stripe.transfers.create({ amount: 1, currency: "eur", destination: seller.id }),
  ).rejects.toMatchObject({ code: "balance_insufficient" });
  await expect(
    lab.stripe.transfers.create({ amount: 1, currency: "usd", destination: seller.id, source_transaction: charge.id }),
  ).rejects.toMatchObject({ param: "currency" });
});

test("createTransfer refuses an account that cannot be paid", async () => {
  await using lab = await openLab();
  const charge = await newCharge(lab);
  const send = (destination: string): Promise<unknown> =>
    lab.stripe.transfers.create({ amount: 100, currency: "eur", destination, source_transaction: charge.id });
  await expect(send((await newSeller(lab, false)).id)).rejects.toMatchObject({
    code: "insufficient_capabilities_for_transfer",
  });
  const closed = await newSeller(lab);
  lab.fake.control.closeAccount(closed.id);
  await expect(send(closed.id)).rejects.toMatchObject({ code: "account_closed" });
});

test("createReversal takes back what the account still holds", async () => {
  await using lab = await openLab();
  const seller = await newSeller(lab);
  const charge = await newCharge(lab);
  const transfer = await lab.stripe.transfers.create({
    amount: 8500,
    currency: "eur",
    destination: seller.id,
    source_transaction: charge.id,
  });
  await lab.stripe.transfers.createReversal(transfer.id, { amount: 3500 });
  expect(await held(lab, seller.id)).toStrictEqual([0, 5000]);
  await expect(lab.stripe.transfers.createReversal(transfer.id, { amount: 5001 })).rejects.toMatchObject({
    code: "amount_too_large",
  });
  expect(lab.fake.control.drain(seller.id)).toStrictEqual({ eur: 5000 });
  await expect(lab.stripe.transfers.createReversal(transfer.id, { amount: 1 })).rejects.toMatchObject({
    code: "balance_insufficient",
  });
  expect(await lab.stripe.transfers.retrieve(transfer.id)).toMatchObject({
    amount_reversed: 3500,
    reversed: false,
    reversals: { data: [{ amount: 3500 }] },
  });
});
