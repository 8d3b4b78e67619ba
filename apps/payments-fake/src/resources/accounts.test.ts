import { expect, test } from "vitest";
import { openLab } from "../testing/lab.ts";
import { newCharge, newSeller } from "../testing/seller.ts";

const DAY = 86_400_000;
const INCLUDE = ["configuration.recipient", "requirements", "defaults", "identity"] as const;

test("an account says what it misses until it was told everything", async () => {
  await using lab = await openLab();
  const fresh = await newSeller(lab, false);
  expect(fresh).toMatchObject({
    object: "v2.core.account",
    metadata: { tenant_id: "tenant_1" },
    configuration: { recipient: { capabilities: { stripe_balance: { stripe_transfers: { status: "restricted" } } } } },
  });
  expect(fresh.requirements?.entries).toHaveLength(3);
  lab.fake.control.onboard(fresh.id, { bankAccount: null });
  const half = await lab.stripe.v2.core.accounts.retrieve(fresh.id, { include: [...INCLUDE] });
  expect(half.requirements?.entries?.map(({ description }) => description)).toStrictEqual(["defaults.payout_methods"]);
  lab.fake.control.onboard(fresh.id);
  const whole = await lab.stripe.v2.core.accounts.retrieve(fresh.id, { include: [...INCLUDE] });
  expect(whole).toMatchObject({
    requirements: { entries: [] },
    configuration: { recipient: { capabilities: { stripe_balance: { stripe_transfers: { status: "active" } } } } },
  });
  expect((await lab.stripe.v2.core.accounts.retrieve(fresh.id)).configuration).toBeNull();
});

test("the onboarding page can be left half done and works once", async () => {
  await using lab = await openLab();
  const seller = await newSeller(lab, false);
  const open = async (): Promise<string> => {
    const link = await lab.stripe.v2.core.accountLinks.create({
      account: seller.id,
      use_case: {
        type: "account_onboarding",
        account_onboarding: { refresh_url: "http://127.0.0.1:3000/again", return_url: "http://127.0.0.1:3000/back" },
      },
    });
    return link.url;
  };
  const post = (url: string, fields: Record<string, string>): Promise<Response> =>
    fetch(url, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  const first = await open();
  const refused = await post(first, { do: "finish", name: "Acme", bank: "not a bank" });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain("neither an IBAN nor an account number");
  const left = await post(first, { do: "later", name: "Acme & Söhne", country: "AT" });
  expect(left.headers.get("location")).toBe("http://127.0.0.1:3000/back");
  expect((await fetch(first)).status).toBe(410);
  const second = await open();
  expect(await (await fetch(second)).text()).toContain("Acme &amp; Söhne");
  const done = await post(second, {
    do: "finish",
    name: "Acme & Söhne",
    country: "AT",
    bank: "AT61 1904 3002 3457 3201",
    terms: "yes",
  });
  expect(done.status).toBe(303);
  expect(await lab.stripe.v2.core.accounts.retrieve(seller.id, { include: [...INCLUDE] })).toMatchObject({
    identity: { country: "AT" },
    requirements: { entries: [] },
  });
});

test("payouts follow the schedule, leave what is to stay, and come back when a bank refuses", async () => {
  await using lab = await openLab();
  const seller = await newSeller(lab);
  const of = { stripeAccount: seller.id };
  const settings = await lab.stripe.balanceSettings.update(
    { payments: { payouts: { schedule: { interval: "daily" }, minimum_balance_by_currency: { eur: 9000 } } } },
    of,
  );
  expect(settings.payments.payouts).toMatchObject({
    status: "enabled",
    minimum_balance_by_currency: { eur: 9000 },
    schedule: { interval: "daily" },
  });
  const pay = async (amount: number): Promise<void> => {
    const charge = await newCharge(lab);
    await lab.stripe.transfers.create({
      amount,
      currency: "eur",
      destination: seller.id,
      source_transaction: charge.id,
    });
  };
  await pay(5000);
  lab.fake.control.advance(4 * DAY);
  expect((await lab.stripe.payouts.list({}, of)).data).toStrictEqual([]);
  await pay(6000);
  lab.fake.control.advance(6 * DAY);
  const [payout] = (await lab.stripe.payouts.list({}, of)).data;
  expect(payout).toMatchObject({ amount: 2000, status: "paid", automatic: true });
  lab.fake.control.settlePayout(payout?.id ?? "", "failed");
  expect((await lab.stripe.balance.retrieve({}, of)).available[0]?.amount).toBe(11_000);
  await expect(lab.stripe.payouts.create({ amount: 11_001, currency: "eur" }, of)).rejects.toMatchObject({
    code: "balance_insufficient",
  });
  expect(await lab.stripe.payouts.create({ amount: 1000, currency: "eur" }, of)).toMatchObject({
    status: "pending",
    automatic: false,
  });
});

test("an account can be closed only when it is empty; the processor can close any", async () => {
  await using lab = await openLab();
  const seller = await newSeller(lab);
  const charge = await newCharge(lab);
  await lab.stripe.transfers.create({
    amount: 5000,
    currency: "eur",
    destination: seller.id,
    source_transaction: charge.id,
  });
  await expect(lab.stripe.v2.core.accounts.close(seller.id)).rejects.toMatchObject({ code: "account_has_balance" });
  lab.fake.control.closeAccount(seller.id);
  expect(await lab.stripe.v2.core.accounts.retrieve(seller.id)).toMatchObject({
    closed: true,
    applied_configurations: [],
  });
});
