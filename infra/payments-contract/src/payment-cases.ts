import { describe, expect, it } from "vitest";
import type { Given } from "./processor.ts";
import { eventually, unique } from "./processor.ts";
import type { TestCard } from "./processor.ts";

/** A payment of 100 euro; say what is different. */
export async function paid(
  { processor }: Given,
  some: { readonly amountMinor?: number; readonly currency?: string; readonly card?: TestCard } = {},
): Promise<{ readonly orderId: string; readonly paymentId: string }> {
  const { pay, newBuyer } = processor();
  const orderId = unique("order");
  const customerId = await newBuyer();
  const order = { orderId, customerId, amountMinor: 10_000, currency: "EUR", card: "works" } as const;
  return { orderId, paymentId: await pay({ ...order, ...some }) };
}

export function paymentCases(given: Given): void {
  readCases(given);
  refundCases(given);
}

function readCases(given: Given): void {
  const gateway = () => given.processor().gateway;

  describe("getPayment", () => {
    it.each([
      ["EUR", 10_000],
      ["JPY", 10_000],
    ])("reads a payment in %s, and what of it reached the balance", async (currency, amountMinor) => {
      const { orderId, paymentId } = await paid(given, { currency, amountMinor });
      const state = await eventually(
        () => gateway().getPayment(paymentId),
        ({ movement }) => movement !== null,
      );
      expect(state).toMatchObject({
        paymentId,
        orderId,
        subscriptionId: null,
        status: "succeeded",
        failure: null,
        amountMinor,
        currency,
        refundedMinor: 0,
        card: { brand: "visa", last4: "4242" },
        refunds: [],
        disputes: [],
        transfers: [],
      });
      const { movement } = state;
      expect(movement).toMatchObject({ kind: "charge", sourceId: paymentId });
      expect(movement?.netMinor).toBe((movement?.amountMinor ?? 0) - (movement?.feeMinor ?? 0));
    });

    it("does not find what there is not", async () => {
      await expect(gateway().getPayment("ch_of_nobody")).rejects.toMatchObject({ code: "not-found", retryable: false });
    });
  });
}

function refundCases(given: Given): void {
  const gateway = () => given.processor().gateway;

  describe("refund", () => {
    it("gives back a part, another part once however often it is asked, and never more than was left", async () => {
      const { paymentId } = await paid(given);
      const first = { key: unique("refund"), paymentId, amountMinor: 3_000, refundRequestId: "request-1" };
      const second = { key: unique("refund"), paymentId, amountMinor: 2_000, refundRequestId: "request-2" };
      await gateway().refund(first);
      await gateway().refund(second);
      const state = await gateway().refund(second);
      expect(state.refundedMinor).toBe(5_000);
      const refunds = state.refunds.toSorted((one, other) => other.amountMinor - one.amountMinor);
      expect(refunds).toMatchObject([
        { refundRequestId: "request-1", amountMinor: 3_000, status: "succeeded", movements: [{ kind: "refund" }] },
        { refundRequestId: "request-2", amountMinor: 2_000, status: "succeeded", movements: [{ kind: "refund" }] },
      ]);
      const more = gateway().refund({ ...first, key: unique("refund"), amountMinor: 5_001 });
      await expect(more).rejects.toMatchObject({ code: "amount-too-large" });
    });

    it("gives back everything once", async () => {
      const { paymentId } = await paid(given, { currency: "JPY", amountMinor: 500 });
      const whole = { key: unique("refund"), paymentId, amountMinor: 500, refundRequestId: "request-1" };
      expect(await gateway().refund(whole)).toMatchObject({ refundedMinor: 500 });
      const again = gateway().refund({ ...whole, key: unique("refund"), amountMinor: 1 });
      await expect(again).rejects.toMatchObject({ code: "already-refunded" });
    });

    it("shows one that the bank did not take, with the money that came back", async () => {
      const { paymentId } = await paid(given, { card: "refund-fails" });
      const request = { key: unique("refund"), paymentId, amountMinor: 4_000, refundRequestId: "request-1" };
      const { refunds: asked } = await gateway().refund(request);
      await given.processor().letRefundFail(asked[0]?.refundId ?? "");
      const state = await eventually(
        () => gateway().getPayment(paymentId),
        ({ refunds }) => refunds[0]?.status === "failed",
      );
      expect(state.refunds[0]).toMatchObject({ status: "failed", refundRequestId: "request-1" });
      expect(state.refunds[0]?.movements).toMatchObject([{ kind: "refund" }, { kind: "refund-failure" }]);
    });

    it("refuses the key of another refund", async () => {
      const { paymentId } = await paid(given);
      const request = { key: unique("refund"), paymentId, amountMinor: 1_000, refundRequestId: "request-1" };
      await gateway().refund(request);
      await expect(gateway().refund({ ...request, amountMinor: 2_000 })).rejects.toMatchObject({ code: "key-reused" });
      expect((await gateway().getPayment(paymentId)).refundedMinor).toBe(1_000);
    });

    it("does not find a payment there is not", async () => {
      const request = { key: unique("refund"), paymentId: "ch_of_nobody", amountMinor: 1, refundRequestId: "r" };
      await expect(gateway().refund(request)).rejects.toMatchObject({ code: "not-found" });
    });
  });
}
