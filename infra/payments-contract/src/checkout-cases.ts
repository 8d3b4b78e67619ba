import { describe, expect, it } from "vitest";
import type { CheckoutRequest } from "@fleet-persona/payments";
import type { Given } from "./processor.ts";
import { eventually, unique } from "./processor.ts";

/** A checkout of 49 euro, paid once; say what is different. */
export function checkoutRequest(customerId: string, some: Partial<CheckoutRequest> = {}): CheckoutRequest {
  const orderId = unique("order");
  return {
    key: orderId,
    orderId,
    tenantId: "tenant-of-the-contract",
    customerId,
    listingId: unique("listing"),
    title: "Surge ready",
    unitMinor: 4_900,
    currency: "EUR",
    quantity: 1,
    every: null,
    trialDays: null,
    successUrl: "https://hub.example/paid",
    cancelUrl: "https://hub.example/back",
    expiresAt: Date.now() + 3_600_000,
    ...some,
  };
}

export function checkoutCases(given: Given): void {
  createCases(given);
  pageCases(given);
  expireCases(given);
  billingCases(given);
}

function createCases({ processor }: Given): void {
  describe("createCheckout", () => {
    it("opens a page for an order, and the same page for the same key", async () => {
      const { gateway } = processor();
      const customerId = await gateway.createCustomer({
        key: unique("customer"),
        tenantId: "tenant-of-the-contract",
        name: "A buyer",
        email: "buyer@example.com",
      });
      const request = checkoutRequest(customerId);
      const first = await gateway.createCheckout(request);
      expect(first).toMatchObject({ orderId: request.orderId, status: "open", paymentId: null, failure: null });
      expect(first.url).toMatch(/^https?:\/\//);
      expect(await gateway.createCheckout(request)).toMatchObject({ checkoutId: first.checkoutId });
      expect(await gateway.getCheckout(first.checkoutId)).toStrictEqual(first);
    });

    it("makes the same customer for the same key", async () => {
      const { gateway } = processor();
      const request = { key: unique("customer"), tenantId: "t", name: "A buyer", email: "buyer@example.com" };
      expect(await gateway.createCustomer(request)).toBe(await gateway.createCustomer(request));
    });

    it("refuses the key of another request", async () => {
      const { gateway, newBuyer } = processor();
      const request = checkoutRequest(await newBuyer());
      await gateway.createCheckout(request);
      const other = gateway.createCheckout({ ...request, unitMinor: 5_900 });
      await expect(other).rejects.toMatchObject({ code: "key-reused" });
    });

    it("opens one for what renews, in a currency without decimals, and with a trial", async () => {
      const { gateway, newBuyer } = processor();
      const renews = { every: "month", trialDays: 14, currency: "JPY", unitMinor: 900 } as const;
      const state = await gateway.createCheckout(checkoutRequest(await newBuyer(), renews));
      expect(state).toMatchObject({ status: "open", subscriptionId: null });
    });
  });
}

function pageCases({ processor, lacks }: Given): void {
  describe.skipIf(lacks("checkout-page"))("a checkout", () => {
    it("is complete once it was paid, with the payment of the order", async () => {
      const { gateway, newBuyer, payCheckout } = processor();
      const request = checkoutRequest(await newBuyer(), { quantity: 2 });
      const { checkoutId } = await gateway.createCheckout(request);
      await payCheckout(checkoutId, "works");
      const state = await eventually(
        () => gateway.getCheckout(checkoutId),
        ({ status }) => status === "complete",
      );
      expect(state).toMatchObject({ status: "complete", url: null, subscriptionId: null });
      const payment = await gateway.getPayment(state.paymentId ?? "");
      expect(payment).toMatchObject({
        orderId: request.orderId,
        customerId: request.customerId,
        status: "succeeded",
        amountMinor: 9_800 + payment.taxMinor,
        currency: "EUR",
      });
      expect(payment.invoice?.url).toMatch(/^https?:\/\//);
      // The key again: the checkout of now, not the open one of then.
      expect(await gateway.createCheckout(request)).toMatchObject({ checkoutId, status: "complete" });
    });

    it("says why an attempt to pay failed, and can be paid after it", async () => {
      const { gateway, newBuyer, payCheckout } = processor();
      const { checkoutId } = await gateway.createCheckout(checkoutRequest(await newBuyer()));
      await payCheckout(checkoutId, "declined");
      const failed = await gateway.getCheckout(checkoutId);
      expect(failed).toMatchObject({ status: "open", paymentId: null });
      expect(failed.failure).toMatch(/declined/i);
      await payCheckout(checkoutId, "works");
      expect(await gateway.getCheckout(checkoutId)).toMatchObject({ status: "complete", failure: null });
    });

    it("begins a subscription whose payment names its order", async () => {
      const { gateway, newBuyer, payCheckout } = processor();
      const request = checkoutRequest(await newBuyer(), { every: "month", quantity: 3 });
      const { checkoutId } = await gateway.createCheckout(request);
      await payCheckout(checkoutId, "works");
      const { subscriptionId, paymentId } = await gateway.getCheckout(checkoutId);
      const subscription = await gateway.getSubscription(subscriptionId ?? "");
      expect(subscription).toMatchObject({ orderId: request.orderId, seats: 3, unitMinor: 4_900, status: "active" });
      expect(subscription.paymentIds).toStrictEqual([paymentId]);
      expect(await gateway.getPayment(paymentId ?? "")).toMatchObject({ orderId: request.orderId, subscriptionId });
    });
  });
}

function expireCases({ processor, lacks }: Given): void {
  describe("expireCheckout", () => {
    it("ends one that nobody paid, once", async () => {
      const { gateway, newBuyer } = processor();
      const { checkoutId } = await gateway.createCheckout(checkoutRequest(await newBuyer()));
      const ended = await gateway.expireCheckout(checkoutId);
      expect(ended).toMatchObject({ checkoutId, status: "expired", url: null, paymentId: null });
      expect(await gateway.expireCheckout(checkoutId)).toStrictEqual(ended);
    });

    it.skipIf(lacks("checkout-page"))("leaves one that was paid as it is", async () => {
      const { gateway, newBuyer, payCheckout } = processor();
      const { checkoutId } = await gateway.createCheckout(checkoutRequest(await newBuyer()));
      await payCheckout(checkoutId, "works");
      expect(await gateway.expireCheckout(checkoutId)).toMatchObject({ status: "complete" });
    });
  });
}

function billingCases({ processor }: Given): void {
  describe("openBillingPage", () => {
    it("leads a buyer to its cards and invoices", async () => {
      const { gateway, newBuyer } = processor();
      const url = await gateway.openBillingPage({ customerId: await newBuyer(), returnUrl: "https://hub.example/" });
      expect(url).toMatch(/^https?:\/\//);
    });
  });
}
