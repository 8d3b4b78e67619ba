import { describe, expect, it } from "vitest";
import * as answers from "./answers.fixture.ts";
import { subscriptionOf } from "./subscription-of.ts";

describe("subscriptionOf", () => {
  it("reads seats, price and period from the one item", () => {
    expect(subscriptionOf(answers.subscription(), [], ["ch_2", "ch_1"])).toStrictEqual({
      subscriptionId: "sub_1",
      customerId: "cus_1",
      orderId: "order-1",
      status: "active",
      seats: 3,
      unitMinor: 900,
      currency: "EUR",
      every: "month",
      periodStartsAt: 1_789_400_000_000,
      periodEndsAt: 1_792_000_000_000,
      trialEndsAt: null,
      cancelsAt: null,
      endedAt: null,
      paymentIds: ["ch_2", "ch_1"],
      payUrl: null,
    });
  });

  it.each([
    ["trialing", "trialing"],
    ["past_due", "past-due"],
    ["unpaid", "unpaid"],
    ["canceled", "canceled"],
    ["incomplete", "incomplete"],
    ["incomplete_expired", "incomplete-expired"],
    ["paused", "paused"],
  ])("calls what is %s %s", (status, ours) => {
    expect(subscriptionOf(answers.subscription({ status }), [], []).status).toBe(ours);
  });

  it("says where an invoice that could not be collected can be paid", () => {
    const invoices = [answers.invoice({ status: "open" }), answers.invoice({ hosted_invoice_url: "https://other" })];
    expect(subscriptionOf(answers.subscription({ status: "past_due" }), invoices, []).payUrl).toBe(
      "https://pay.example/invoice",
    );
  });

  it("ends with the period that was cancelled, at the time that was said, or has ended", () => {
    const state = (fields: object) => subscriptionOf(answers.subscription({ ...fields }), [], []);
    expect(state({ cancel_at_period_end: true }).cancelsAt).toBe(1_792_000_000_000);
    expect(state({ cancel_at_period_end: true, cancel_at: 1_793_000_000 }).cancelsAt).toBe(1_793_000_000_000);
    expect(state({ cancel_at: 1_793_000_000, ended_at: 1_793_000_000 })).toMatchObject({
      cancelsAt: null,
      endedAt: 1_793_000_000_000,
    });
  });

  it.each<[string, object]>([
    ["a status nobody knows", { status: "sleeping" }],
    ["no item", { items: { data: [] } }],
    ["two items", { items: { data: [answers.subscriptionItem(), answers.subscriptionItem()] } }],
    ["an item without a quantity", { items: { data: [answers.subscriptionItem({ quantity: undefined })] } }],
    [
      "a price that renews every two months",
      {
        items: {
          data: [
            answers.subscriptionItem({
              price: { unit_amount: 900, currency: "eur", recurring: { interval: "month", interval_count: 2 } },
            }),
          ],
        },
      },
    ],
  ])("refuses %s", (_, fields) => {
    expect(() => subscriptionOf(answers.subscription({ ...fields }), [], [])).toThrow(
      expect.objectContaining({ code: "answer-unreadable" }),
    );
  });
});
