import { describe, expect, it } from "vitest";
import * as answers from "./answers.fixture.ts";
import { localStripe, ids, pageFor, table } from "./local-stripe.fixture.ts";

describe("stripePayments", () => {
  it("reads all refunds, transfers and reversals of a payment, over every page", async () => {
    const refunds = ids("re", 230).map(({ id }) => answers.refund({ id, balance_transaction: null }));
    const transfers = ids("tr", 101).map(({ id }) => answers.transfer({ id, amount_reversed: 30 }));
    const reversals = ids("trr", 120).map(({ id }) => answers.transferReversal({ id, amount: 1 }));
    await using local = await localStripe((asked) => {
      if (asked.path.endsWith("/reversals")) return pageFor(asked, asked.path.includes("/tr_100/") ? reversals : []);
      return table({
        "GET /v1/charges/ch_1": { body: answers.charge() },
        "GET /v1/invoice_payments": pageFor(asked, []),
        "GET /v1/checkout/sessions": pageFor(asked, [answers.checkoutSession()]),
        "GET /v1/refunds": pageFor(asked, refunds),
        "GET /v1/disputes": pageFor(asked, []),
        "GET /v1/transfers": pageFor(asked, transfers),
      })(asked);
    });
    const state = await local.gateway.getPayment("ch_1");
    expect(state.refunds).toHaveLength(230);
    expect(state.transfers).toHaveLength(101);
    expect(state.transfers[100]?.reversals).toHaveLength(120);
    expect(state.taxMinor).toBe(2_100);
    const listed = local.asked.find((asked) => asked.path === "/v1/transfers");
    expect(listed?.query.get("transfer_group")).toBe("payment_ch_1");
  });

  it("links a transfer to its charge and its group", async () => {
    let made = false;
    await using local = await localStripe((asked) => {
      made ||= asked.method === "POST";
      return table({
        "POST /v1/transfers": { body: answers.transfer() },
        "GET /v1/charges/ch_1": { body: answers.charge({ payment_intent: null }) },
        "GET /v1/refunds": pageFor(asked, []),
        "GET /v1/disputes": pageFor(asked, []),
        "GET /v1/transfers": pageFor(asked, made ? [answers.transfer()] : []),
      })(asked);
    });
    const request = { key: "transfer-1", paymentId: "ch_1", accountId: "acct_1", amountMinor: 8_500, currency: "EUR" };
    expect((await local.gateway.transfer(request)).transfers).toHaveLength(1);
    const change = local.asked.find((asked) => asked.method === "POST");
    expect(change?.key).toBe("transfer-1:transfer");
    expect(Object.fromEntries(change?.form ?? [])).toStrictEqual({
      amount: "8500",
      currency: "eur",
      destination: "acct_1",
      source_transaction: "ch_1",
      transfer_group: "payment_ch_1",
      "metadata[payment_id]": "ch_1",
      "metadata[request_key]": "transfer-1",
    });
  });

  const noted = { metadata: { request_key: "change-1" } };
  const of = { key: "change-1", paymentId: "ch_1" };

  function afterMonths() {
    return localStripe((asked) =>
      table({
        "GET /v1/charges/ch_1": { body: answers.charge({ payment_intent: null }) },
        "GET /v1/refunds": pageFor(asked, [answers.refund({ ...noted, amount: 4_000 })]),
        "GET /v1/disputes": pageFor(asked, []),
        "GET /v1/transfers": pageFor(asked, [answers.transfer({ ...noted, amount: 8_500, amount_reversed: 3_000 })]),
        "GET /v1/transfers/tr_1/reversals": pageFor(asked, [answers.transferReversal({ ...noted, amount: 3_000 })]),
      })(asked),
    );
  }

  it("moves money once for a key, also when Stripe has long forgotten that key", async () => {
    await using local = await afterMonths();
    await local.gateway.refund({ ...of, amountMinor: 4_000, refundRequestId: "request-1" });
    await local.gateway.transfer({ ...of, accountId: "acct_1", amountMinor: 8_500, currency: "EUR" });
    await local.gateway.reverseTransfer({ ...of, transferId: "tr_1", amountMinor: 3_000 });
    expect(local.asked.filter((asked) => asked.method !== "GET")).toStrictEqual([]);
  });

  it("refuses a key that moved another amount", async () => {
    await using local = await afterMonths();
    const reused = { code: "key-reused" };
    const refund = local.gateway.refund({ ...of, amountMinor: 4_001, refundRequestId: "request-1" });
    await expect(refund).rejects.toMatchObject(reused);
    const transfer = local.gateway.transfer({ ...of, accountId: "acct_1", amountMinor: 8_501, currency: "EUR" });
    await expect(transfer).rejects.toMatchObject(reused);
    const reversal = local.gateway.reverseTransfer({ ...of, transferId: "tr_1", amountMinor: 3_001 });
    await expect(reversal).rejects.toMatchObject(reused);
    expect(local.asked.filter((asked) => asked.method !== "GET")).toStrictEqual([]);
  });
});
