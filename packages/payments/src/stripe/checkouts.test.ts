import { describe, expect, it } from "vitest";
import type { CheckoutRequest } from "../payment-gateway.ts";
import * as answers from "./answers.fixture.ts";
import { localStripe, pageFor, refusal, table } from "./local-stripe.fixture.ts";

const checkout: CheckoutRequest = {
  key: "order-1",
  orderId: "order-1",
  tenantId: "tenant-1",
  customerId: "cus_1",
  listingId: "listing-1",
  title: "Surge ready",
  unitMinor: 1_000,
  currency: "JPY",
  quantity: 2,
  every: null,
  trialDays: null,
  successUrl: "https://hub.example/paid",
  cancelUrl: "https://hub.example/back",
  expiresAt: 1_790_003_600_999,
};

const product = { id: "listing_listing-1", name: "Surge ready", active: true, metadata: {} };

describe("stripeCheckouts", () => {
  it("asks for a checkout of one product a listing, in the smallest unit, with a key for each change", async () => {
    await using local = await localStripe(
      table({
        "GET /v1/products/listing_listing-1": refusal(404, { code: "resource_missing" }),
        "POST /v1/products": { body: product },
        "POST /v1/checkout/sessions": { body: answers.checkoutSession() },
      }),
    );
    expect(await local.gateway.createCheckout(checkout)).toMatchObject({ checkoutId: "cs_1", status: "open" });
    const [, made, session] = local.asked;
    expect(made?.key).toBe("order-1:product");
    expect(session?.key).toBe("order-1:checkout");
    expect(Object.fromEntries(session?.form ?? [])).toMatchObject({
      mode: "payment",
      customer: "cus_1",
      expires_at: "1790003600",
      "line_items[0][quantity]": "2",
      "line_items[0][price_data][unit_amount]": "1000",
      "line_items[0][price_data][currency]": "jpy",
      "line_items[0][price_data][product]": "listing_listing-1",
      "line_items[0][price_data][tax_behavior]": "exclusive",
      "metadata[order_id]": "order-1",
      "payment_intent_data[metadata][order_id]": "order-1",
      "payment_intent_data[metadata][tenant_id]": "tenant-1",
      "invoice_creation[enabled]": "true",
      "automatic_tax[enabled]": "true",
      allow_promotion_codes: "true",
    });
  });

  it("asks for what renews with its trial, and gives the product the title of now", async () => {
    await using local = await localStripe(
      table({
        "GET /v1/products/listing_listing-1": { body: { ...product, name: "Surge" } },
        "POST /v1/products/listing_listing-1": { body: product },
        "POST /v1/checkout/sessions": { body: answers.checkoutSession() },
      }),
    );
    await local.gateway.createCheckout({ ...checkout, every: "month", trialDays: 14 });
    expect(local.asked[1]?.form.get("name")).toBe("Surge ready");
    expect(Object.fromEntries(local.asked[2]?.form ?? [])).toMatchObject({
      mode: "subscription",
      "line_items[0][price_data][recurring][interval]": "month",
      "subscription_data[trial_period_days]": "14",
      "subscription_data[metadata][order_id]": "order-1",
    });
  });

  it("reads a checkout again where Stripe repeats the answer of then", async () => {
    const paid = answers.checkoutSession({ status: "complete", payment_intent: { id: "pi_1", latest_charge: "ch_1" } });
    await using local = await localStripe(
      table({
        "GET /v1/products/listing_listing-1": { body: product },
        "POST /v1/checkout/sessions": {
          headers: { "idempotent-replayed": "true" },
          body: answers.checkoutSession(),
        },
        "GET /v1/checkout/sessions/cs_1": { body: paid },
      }),
    );
    expect(await local.gateway.createCheckout(checkout)).toMatchObject({ status: "complete", paymentId: "ch_1" });
  });

  it.each([
    ["the charge itself", { charge: "ch_1" }, "ch_1"],
    ["its intent", { payment_intent: { id: "pi_1", latest_charge: "ch_2" } }, "ch_2"],
  ])("finds the payment of a subscription through its invoice, which names %s", async (_, payment, paymentId) => {
    const session = { status: "complete", subscription: "sub_1", invoice: "in_1" };
    await using local = await localStripe((asked) =>
      table({
        "GET /v1/checkout/sessions/cs_1": { body: answers.checkoutSession(session) },
        "GET /v1/invoice_payments": pageFor(asked, [Object.assign({ id: "inpay_1" }, { payment })]),
      })(asked),
    );
    expect(await local.gateway.getCheckout("cs_1")).toMatchObject({ subscriptionId: "sub_1", paymentId });
  });

  it("knows no payment where there was nothing to pay", async () => {
    const session = { status: "complete", subscription: "sub_1", invoice: "in_1" };
    await using local = await localStripe((asked) =>
      table({
        "GET /v1/checkout/sessions/cs_1": { body: answers.checkoutSession(session) },
        "GET /v1/invoice_payments": pageFor(asked, []),
      })(asked),
    );
    expect(await local.gateway.getCheckout("cs_1")).toMatchObject({ status: "complete", paymentId: null });
  });

  it("goes on where another checkout made the product first", async () => {
    let looked = 0;
    await using local = await localStripe(
      table({
        "GET /v1/products/listing_listing-1": () => {
          looked += 1;
          return looked === 1 ? refusal(404, { code: "resource_missing" }) : { body: product };
        },
        "POST /v1/products": refusal(400, { code: "resource_already_exists" }),
        "POST /v1/checkout/sessions": { body: answers.checkoutSession() },
      }),
    );
    expect(await local.gateway.createCheckout(checkout)).toMatchObject({ checkoutId: "cs_1" });
  });

  it("refuses an id of a listing that would be no id at Stripe's", async () => {
    await using local = await localStripe(table({}));
    const request = local.gateway.createCheckout({ ...checkout, listingId: "acme/surge" });
    await expect(request).rejects.toMatchObject({ code: "refused" });
    expect(local.asked).toHaveLength(0);
  });

  it("leaves a checkout as it is that was paid while it was being ended", async () => {
    let looked = 0;
    await using local = await localStripe(
      table({
        "GET /v1/checkout/sessions/cs_1": () => {
          looked += 1;
          const paid = { status: "complete", payment_intent: { id: "pi_1", latest_charge: "ch_1" } };
          return { body: answers.checkoutSession(looked === 1 ? {} : paid) };
        },
        "POST /v1/checkout/sessions/cs_1/expire": refusal(400, {}),
      }),
    );
    expect(await local.gateway.expireCheckout("cs_1")).toMatchObject({ status: "complete", paymentId: "ch_1" });
  });
});
