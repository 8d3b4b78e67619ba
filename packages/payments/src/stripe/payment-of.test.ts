import { describe, expect, it } from "vitest";
import * as answers from "./answers.fixture.ts";
import { paymentOf } from "./payment-of.ts";
import type { PaymentParts } from "./payment-of.ts";
import { transferOf } from "./transfer-of.ts";

function parts(some: Partial<PaymentParts> = {}): PaymentParts {
  return { charge: answers.charge(), invoice: null, session: null, refunds: [], disputes: [], transfers: [], ...some };
}

const unreadable = expect.objectContaining({ code: "answer-unreadable", retryable: false });

describe("paymentOf", () => {
  it("reads a payment that was made once: its order from the charge, its tax from the invoice", () => {
    expect(paymentOf(parts({ invoice: answers.invoice() }))).toMatchObject({
      paymentId: "ch_1",
      customerId: "cus_1",
      orderId: "order-1",
      subscriptionId: null,
      status: "succeeded",
      failure: null,
      amountMinor: 12_100,
      taxMinor: 2_100,
      currency: "EUR",
      paidAt: 1_790_000_000_000,
      refundedMinor: 0,
      invoice: { invoiceId: "in_1", number: "FP-0001" },
      card: { fingerprint: "fp_1", brand: "visa", last4: "4242" },
      movement: { id: "txn_1", kind: "charge", amountMinor: 12_100, feeMinor: 380, netMinor: 11_720 },
    });
  });

  it("reads the order of a renewal from the subscription that its invoice names", () => {
    const invoice = answers.invoice({
      parent: { subscription_details: { subscription: "sub_1", metadata: { order_id: "order-9" } } },
    });
    const state = paymentOf(parts({ charge: answers.charge({ metadata: {} }), invoice }));
    expect(state).toMatchObject({ orderId: "order-9", subscriptionId: "sub_1" });
  });

  it("knows no order of a payment that this hub did not make", () => {
    const charge = answers.charge({ metadata: {}, payment_method_details: null, customer: null });
    expect(paymentOf(parts({ charge }))).toMatchObject({ orderId: null, customerId: null, card: null, taxMinor: 0 });
  });

  it("takes the tax from the checkout while the invoice is not written yet", () => {
    expect(paymentOf(parts({ session: answers.checkoutSession() })).taxMinor).toBe(2_100);
  });

  it("counts yen in yen: a currency without decimals has no smaller unit", () => {
    const charge = answers.charge({
      amount: 1_100,
      currency: "jpy",
      balance_transaction: answers.balanceTransaction({ amount: 1_100, fee: 40, net: 1_060, currency: "jpy" }),
    });
    const invoice = answers.invoice({ total_taxes: [{ amount: 100 }] });
    expect(paymentOf(parts({ charge, invoice }))).toMatchObject({
      amountMinor: 1_100,
      taxMinor: 100,
      currency: "JPY",
      movement: { amountMinor: 1_100, netMinor: 1_060, currency: "JPY" },
    });
  });

  it("keeps the currency of the balance apart from that of the payment", () => {
    const charge = answers.charge({
      currency: "usd",
      balance_transaction: answers.balanceTransaction({ amount: 11_000, currency: "eur" }),
    });
    expect(paymentOf(parts({ charge }))).toMatchObject({
      amountMinor: 12_100,
      currency: "USD",
      movement: { amountMinor: 11_000, currency: "EUR" },
    });
  });

  it("says why a payment failed", () => {
    const charge = answers.charge({
      status: "failed",
      balance_transaction: null,
      failure_message: "Your card was declined.",
    });
    expect(paymentOf(parts({ charge }))).toMatchObject({
      status: "failed",
      failure: "Your card was declined.",
      movement: null,
    });
  });

  it("lists partial refunds, and one that failed with the movement that took it back", () => {
    const back = answers.balanceTransaction({ id: "txn_9", reporting_category: "refund_failure", amount: 4_000 });
    const refunds = [
      answers.refund(),
      answers.refund({ id: "re_2", status: "failed", failure_balance_transaction: back, metadata: {} }),
      answers.refund({ id: "re_3", status: "requires_action", balance_transaction: null, metadata: null }),
    ];
    const state = paymentOf(parts({ charge: answers.charge({ amount_refunded: 4_000 }), refunds }));
    expect(state.refundedMinor).toBe(4_000);
    expect(state.refunds).toMatchObject([
      { refundId: "re_1", refundRequestId: "request-1", status: "succeeded", movements: [{ kind: "refund" }] },
      {
        refundId: "re_2",
        refundRequestId: null,
        status: "failed",
        movements: [{ kind: "refund" }, { kind: "refund-failure", amountMinor: 4_000 }],
      },
      { refundId: "re_3", status: "pending", movements: [] },
    ]);
  });

  it("shows the money of a dispute that was lost as gone, with the fee of the network", () => {
    const [state] = paymentOf(parts({ disputes: [answers.dispute({ status: "lost" })] })).disputes;
    expect(state).toMatchObject({
      status: "lost",
      movements: [{ kind: "dispute", amountMinor: -12_100, feeMinor: 2_000, netMinor: -14_100 }],
    });
  });

  it("shows the money of a dispute that was won as given back", () => {
    const taken = answers.balanceTransaction({ reporting_category: "dispute", amount: -12_100 });
    const given = answers.balanceTransaction({ reporting_category: "dispute_reversal", amount: 12_100 });
    const disputes = [
      answers.dispute({
        status: "won",
        balance_transactions: [taken, given],
        evidence_details: { due_by: null, submission_count: 1 },
      }),
    ];
    expect(paymentOf(parts({ disputes })).disputes[0]).toMatchObject({
      status: "won",
      evidenceDueAt: null,
      evidenceSubmitted: true,
      movements: [{ kind: "dispute" }, { kind: "dispute-reversal", amountMinor: 12_100 }],
    });
  });

  it.each([
    ["under_review", "under-review"],
    ["warning_needs_response", "inquiry"],
    ["warning_under_review", "inquiry"],
    ["warning_closed", "inquiry-closed"],
    ["prevented", "inquiry-closed"],
    ["appeal_needs_response", "needs-response"],
    ["appeal_under_review", "under-review"],
  ])("calls a dispute that is %s %s", (status, ours) => {
    expect(paymentOf(parts({ disputes: [answers.dispute({ status })] })).disputes[0]?.status).toBe(ours);
  });

  it("lists a transfer with every reversal of it", () => {
    const reversed = transferOf(answers.transfer({ amount_reversed: 3_000 }), [answers.transferReversal()]);
    expect(paymentOf(parts({ transfers: [reversed] })).transfers).toMatchObject([
      {
        transferId: "tr_1",
        accountId: "acct_1",
        amountMinor: 8_500,
        reversedMinor: 3_000,
        movement: { kind: "transfer", amountMinor: -8_500 },
        reversals: [{ reversalId: "trr_1", amountMinor: 3_000, movement: { kind: "transfer-reversal" } }],
      },
    ]);
  });

  it.each<[string, Partial<PaymentParts>]>([
    ["a status nobody knows", { charge: answers.charge({ status: "uncertain" }) }],
    ["an amount that is no whole number", { charge: answers.charge({ amount: 12.5 }) }],
    ["an amount too large to be exact", { charge: answers.charge({ amount: 2 ** 53 }) }],
    ["a currency that is none", { charge: answers.charge({ currency: "euro" }) }],
    ["no time", { charge: answers.charge({ created: undefined }) }],
    ["a balance transaction that was not expanded", { charge: answers.charge({ balance_transaction: "txn_1" }) }],
    ["a dispute nobody knows", { disputes: [answers.dispute({ status: "settled" })] }],
    ["a refund nobody knows", { refunds: [answers.refund({ status: "reversed" })] }],
  ])("refuses %s", (_, some) => {
    expect(() => paymentOf(parts(some))).toThrow(unreadable);
  });
});

describe("transferOf", () => {
  it("refuses a transfer to nobody", () => {
    expect(() => transferOf(answers.transfer({ destination: null }), [])).toThrow(unreadable);
  });
});
