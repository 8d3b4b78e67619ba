import { describe, expect, it } from "vitest";
import type { Given } from "./processor.ts";
import { eventually, unique } from "./processor.ts";

/** Three seats at nine euro a month; say what is different. */
export async function subscribed(
  { processor }: Given,
  some: { readonly seats?: number; readonly trialDays?: number } = {},
): Promise<{ readonly orderId: string; readonly customerId: string; readonly subscriptionId: string }> {
  const { newBuyer, subscribe } = processor();
  const orderId = unique("order");
  const customerId = await newBuyer();
  const order = { orderId, customerId, unitMinor: 900, currency: "EUR", seats: 3, trialDays: null };
  return { orderId, customerId, subscriptionId: await subscribe({ ...order, ...some }) };
}

export function subscriptionCases(given: Given): void {
  readCases(given);
  renewCases(given);
  cancelCases(given);
}

function readCases(given: Given): void {
  const gateway = () => given.processor().gateway;

  describe("getSubscription", () => {
    it("reads seats, price, period and the payment that began it", async () => {
      const { orderId, customerId, subscriptionId } = await subscribed(given);
      const state = await gateway().getSubscription(subscriptionId);
      expect(state).toMatchObject({
        subscriptionId,
        customerId,
        orderId,
        status: "active",
        seats: 3,
        unitMinor: 900,
        currency: "EUR",
        every: "month",
        trialEndsAt: null,
        cancelsAt: null,
        endedAt: null,
        payUrl: null,
      });
      expect(state.periodEndsAt - state.periodStartsAt).toBeGreaterThanOrEqual(28 * 86_400_000);
      expect(state.paymentIds).toHaveLength(1);
      const payment = await gateway().getPayment(state.paymentIds[0] ?? "");
      expect(payment).toMatchObject({ orderId, subscriptionId, status: "succeeded", amountMinor: 2_700 });
    });

    it("takes nothing while a trial runs, and the first payment when it ends", async () => {
      const { customerId, subscriptionId } = await subscribed(given, { trialDays: 7 });
      const trial = await gateway().getSubscription(subscriptionId);
      expect(trial).toMatchObject({ status: "trialing", paymentIds: [], trialEndsAt: trial.periodEndsAt });
      await given.processor().passDays(customerId, 8);
      const after = await eventually(
        () => gateway().getSubscription(subscriptionId),
        ({ paymentIds }) => paymentIds.length > 0,
      );
      expect(after).toMatchObject({ status: "active" });
      expect(after.paymentIds).toHaveLength(1);
    });

    it("does not find one there is not", async () => {
      await expect(gateway().getSubscription("sub_of_nobody")).rejects.toMatchObject({ code: "not-found" });
    });
  });
}

function renewCases(given: Given): void {
  const gateway = () => given.processor().gateway;

  describe("a renewal", () => {
    it("is a payment more, newest first", async () => {
      const { customerId, subscriptionId } = await subscribed(given);
      const before = await gateway().getSubscription(subscriptionId);
      await given.processor().passDays(customerId, 32);
      const after = await eventually(
        () => gateway().getSubscription(subscriptionId),
        ({ paymentIds }) => paymentIds.length > 1,
      );
      expect(after).toMatchObject({ status: "active", periodStartsAt: before.periodEndsAt });
      expect(after.paymentIds.slice(1)).toStrictEqual(before.paymentIds);
    });

    it("that is declined leaves a subscription past due, and says where to pay", async () => {
      const { customerId, subscriptionId } = await subscribed(given);
      await given.processor().useCard(subscriptionId, "fails-later");
      await given.processor().passDays(customerId, 32);
      const state = await eventually(
        () => gateway().getSubscription(subscriptionId),
        ({ status, paymentIds }) => status === "past-due" && paymentIds.length > 1,
      );
      expect(state.status).toBe("past-due");
      expect(state.payUrl).toMatch(/^https?:\/\//);
      const failed = await gateway().getPayment(state.paymentIds[0] ?? "");
      expect(failed).toMatchObject({ status: "failed", subscriptionId, movement: null });
      expect(failed.failure).toMatch(/declined/i);
    });
  });
}

function cancelCases(given: Given): void {
  const gateway = () => given.processor().gateway;

  describe("cancelSubscription", () => {
    it("ends with the period, and goes on when that is taken back", async () => {
      const { subscriptionId } = await subscribed(given);
      const { periodEndsAt } = await gateway().getSubscription(subscriptionId);
      const cancel = { key: unique("cancel"), subscriptionId, when: "period-end" } as const;
      expect(await gateway().cancelSubscription(cancel)).toMatchObject({ status: "active", cancelsAt: periodEndsAt });
      const resumed = await gateway().resumeSubscription({ key: unique("resume"), subscriptionId });
      expect(resumed).toMatchObject({ status: "active", cancelsAt: null });
    });

    it("is over once the period is", async () => {
      const { customerId, subscriptionId } = await subscribed(given);
      await gateway().cancelSubscription({ key: unique("cancel"), subscriptionId, when: "period-end" });
      await given.processor().passDays(customerId, 32);
      const ended = await eventually(
        () => gateway().getSubscription(subscriptionId),
        ({ status }) => status === "canceled",
      );
      expect(ended).toMatchObject({ status: "canceled", cancelsAt: null });
      expect(ended.endedAt).not.toBeNull();
      expect(ended.paymentIds).toHaveLength(1);
    });

    it("ends at once, however often it is asked", async () => {
      const { subscriptionId } = await subscribed(given);
      const cancel = { subscriptionId, when: "now" } as const;
      const ended = await gateway().cancelSubscription({ key: unique("cancel"), ...cancel });
      expect(ended).toMatchObject({ status: "canceled" });
      expect(await gateway().cancelSubscription({ key: unique("cancel"), ...cancel })).toStrictEqual(ended);
    });
  });
}
