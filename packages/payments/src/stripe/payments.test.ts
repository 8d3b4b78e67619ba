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
    await using local = await localStripe((asked) =>
      table({
        "POST /v1/transfers": { body: answers.transfer() },
        "GET /v1/charges/ch_1": { body: answers.charge({ payment_intent: null }) },
        "GET /v1/refunds": pageFor(asked, []),
        "GET /v1/disputes": pageFor(asked, []),
        "GET /v1/transfers": pageFor(asked, [answers.transfer()]),
      })(asked),
    );
    const request = { key: "transfer-1", paymentId: "ch_1", accountId: "acct_1", amountMinor: 8_500, currency: "EUR" };
    expect((await local.gateway.transfer(request)).transfers).toHaveLength(1);
    expect(local.asked[0]?.key).toBe("transfer-1:transfer");
    expect(Object.fromEntries(local.asked[0]?.form ?? [])).toStrictEqual({
      amount: "8500",
      currency: "eur",
      destination: "acct_1",
      source_transaction: "ch_1",
      transfer_group: "payment_ch_1",
      "metadata[payment_id]": "ch_1",
    });
  });
});
