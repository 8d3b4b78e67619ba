import { describe, expect, it } from "vitest";
import * as answers from "./answers.fixture.ts";
import { localStripe, pageFor, refusal, table } from "./local-stripe.fixture.ts";
import type { Answer, Asked } from "./local-stripe.fixture.ts";

describe("stripeSubscriptions", () => {
  it("lists the payments of a subscription through its invoices, declined attempts too, others not", async () => {
    const invoices = [
      answers.invoice({ id: "in_2", status: "open", payments: { has_more: true, data: [] } }),
      answers.invoice({ id: "in_1", payments: { has_more: false, data: [{ payment: { payment_intent: "pi_1" } }] } }),
    ];
    const charges = [
      answers.charge({ id: "ch_3", payment_intent: "pi_2", status: "failed" }),
      answers.charge({ id: "ch_2", payment_intent: "pi_of_another_order" }),
      answers.charge({ id: "ch_1", payment_intent: "pi_1" }),
    ];
    await using local = await localStripe((asked) =>
      table({
        "GET /v1/subscriptions/sub_1": { body: answers.subscription({ status: "past_due" }) },
        "GET /v1/invoices": pageFor(asked, invoices),
        "GET /v1/invoice_payments": pageFor(asked, [
          Object.assign({ id: "inpay_2" }, { payment: { payment_intent: "pi_2" } }),
        ]),
        "GET /v1/charges": pageFor(asked, charges),
      })(asked),
    );
    expect(await local.gateway.getSubscription("sub_1")).toMatchObject({
      status: "past-due",
      paymentIds: ["ch_3", "ch_1"],
      payUrl: "https://pay.example/invoice",
    });
  });

  it("takes a subscription for cancelled that had ended before", async () => {
    await using local = await localStripe((asked) =>
      table({
        "DELETE /v1/subscriptions/sub_1": refusal(404, { code: "resource_missing" }),
        "GET /v1/subscriptions/sub_1": {
          body: answers.subscription({ status: "canceled", ended_at: 1_790_500_000 }),
        },
        "GET /v1/invoices": pageFor(asked, []),
      })(asked),
    );
    const cancelled = local.gateway.cancelSubscription({ key: "end-1", subscriptionId: "sub_1", when: "now" });
    expect(await cancelled).toMatchObject({ status: "canceled" });
  });

  it("does not take one for cancelled that goes on", async () => {
    await using local = await localStripe(
      table({
        "DELETE /v1/subscriptions/sub_1": refusal(400, { message: "It is managed elsewhere." }),
        "GET /v1/subscriptions/sub_1": { body: answers.subscription() },
      }),
    );
    const refused = local.gateway.cancelSubscription({ key: "end-1", subscriptionId: "sub_1", when: "now" });
    await expect(refused).rejects.toMatchObject({ code: "refused" });
  });
});

describe("stripeSubscriptions, seats", () => {
  function withSubscription(update: (asked: Asked) => Answer) {
    return localStripe((asked) =>
      table({
        "GET /v1/subscriptions/sub_1": { body: answers.subscription() },
        "POST /v1/subscriptions/sub_1": update,
        "POST /v1/invoices/create_preview": { body: answers.invoice({ amount_due: 605 }) },
        "GET /v1/invoices": pageFor(asked, []),
      })(asked),
    );
  }

  const updates = (asked: readonly Asked[]) =>
    asked.filter((one) => one.method === "POST").map((one) => [one.key, Object.fromEntries(one.form)]);

  it("charges more seats at once, or leaves everything as it was", async () => {
    await using local = await withSubscription(() => ({ body: answers.subscription() }));
    await local.gateway.changeSeats({ key: "seats-1", subscriptionId: "sub_1", seats: 5 });
    expect(updates(local.asked)).toStrictEqual([
      [
        "seats-1:seats",
        {
          "items[0][id]": "si_1",
          "items[0][quantity]": "5",
          proration_behavior: "always_invoice",
          payment_behavior: "error_if_incomplete",
        },
      ],
    ]);
  });

  it("lets more seats wait where the bank wants the buyer to confirm", async () => {
    await using local = await withSubscription((asked) =>
      asked.form.get("payment_behavior") === "error_if_incomplete"
        ? refusal(402, { code: "subscription_payment_intent_requires_action" })
        : { body: answers.subscription() },
    );
    expect(await local.gateway.changeSeats({ key: "seats-1", subscriptionId: "sub_1", seats: 5 })).toMatchObject({
      seats: 3,
    });
    expect(updates(local.asked).map(([key]) => key)).toStrictEqual(["seats-1:seats", "seats-1:seats-to-confirm"]);
  });

  it("says that a card was declined, and tries nothing else", async () => {
    await using local = await withSubscription(() =>
      refusal(402, { type: "card_error", code: "card_declined", message: "Your card was declined." }),
    );
    const request = local.gateway.changeSeats({ key: "seats-1", subscriptionId: "sub_1", seats: 5 });
    await expect(request).rejects.toMatchObject({ code: "card-declined", retryable: false });
    expect(updates(local.asked)).toHaveLength(1);
  });

  it("gives nothing back for fewer seats, and asks nothing where there are as many", async () => {
    await using local = await withSubscription(() => ({ body: answers.subscription() }));
    await local.gateway.changeSeats({ key: "seats-1", subscriptionId: "sub_1", seats: 2 });
    await local.gateway.changeSeats({ key: "seats-2", subscriptionId: "sub_1", seats: 3 });
    expect(updates(local.asked)).toStrictEqual([
      ["seats-1:seats", { "items[0][id]": "si_1", "items[0][quantity]": "2", proration_behavior: "none" }],
    ]);
  });

  it("says what more seats cost now, and fewer from the next period on", async () => {
    await using local = await withSubscription(() => ({ body: answers.subscription() }));
    const more = await local.gateway.previewSeats({ subscriptionId: "sub_1", seats: 5 });
    expect(more).toStrictEqual({ dueNowMinor: 605, nextMinor: 4_500, nextAt: 1_792_000_000_000, currency: "EUR" });
    const fewer = await local.gateway.previewSeats({ subscriptionId: "sub_1", seats: 1 });
    expect(fewer).toMatchObject({ dueNowMinor: 0, nextMinor: 900 });
  });
});
