import { describe, expect, it } from "vitest";
import type { Given } from "./processor.ts";
import { eventually, unique } from "./processor.ts";
import { subscribed } from "./subscription-cases.ts";

export function seatCases(given: Given): void {
  previewCases(given);
  changeCases(given);
}

function previewCases(given: Given): void {
  const gateway = () => given.processor().gateway;

  describe("previewSeats", () => {
    it("says what more seats cost now and then, and changes nothing", async () => {
      const { subscriptionId } = await subscribed(given);
      const before = await gateway().getSubscription(subscriptionId);
      const preview = await gateway().previewSeats({ subscriptionId, seats: 5 });
      expect(preview).toMatchObject({ nextMinor: 4_500, nextAt: before.periodEndsAt, currency: "EUR" });
      // Two seats for what is left of the month, which has only just begun.
      expect(preview.dueNowMinor).toBeGreaterThan(1_600);
      expect(preview.dueNowMinor).toBeLessThanOrEqual(1_800);
      expect(await gateway().getSubscription(subscriptionId)).toStrictEqual(before);
    });

    it("says that fewer seats cost nothing now", async () => {
      const { subscriptionId } = await subscribed(given);
      const preview = await gateway().previewSeats({ subscriptionId, seats: 1 });
      expect(preview).toMatchObject({ dueNowMinor: 0, nextMinor: 900 });
    });
  });
}

function changeCases(given: Given): void {
  const gateway = () => given.processor().gateway;

  describe("changeSeats", () => {
    it("charges more seats at once, as was said before, and once however often it is asked", async () => {
      const { orderId, subscriptionId } = await subscribed(given);
      const { dueNowMinor } = await gateway().previewSeats({ subscriptionId, seats: 5 });
      const change = { key: unique("seats"), subscriptionId, seats: 5 };
      await gateway().changeSeats(change);
      const state = await gateway().changeSeats(change);
      expect(state).toMatchObject({ seats: 5, status: "active", payUrl: null });
      expect(state.paymentIds).toHaveLength(2);
      const payment = await gateway().getPayment(state.paymentIds[0] ?? "");
      expect(payment).toMatchObject({ orderId, subscriptionId, status: "succeeded" });
      // Seconds lie between saying and charging.
      expect(Math.abs(payment.amountMinor - dueNowMinor)).toBeLessThanOrEqual(2);
    });

    it("gives nothing back for fewer seats, and charges them from the next period on", async () => {
      const { customerId, subscriptionId } = await subscribed(given);
      const fewer = await gateway().changeSeats({ key: unique("seats"), subscriptionId, seats: 1 });
      expect(fewer).toMatchObject({ seats: 1 });
      expect(fewer.paymentIds).toHaveLength(1);
      await given.processor().passDays(customerId, 32);
      const renewed = await eventually(
        () => gateway().getSubscription(subscriptionId),
        ({ paymentIds }) => paymentIds.length > 1,
      );
      expect(await gateway().getPayment(renewed.paymentIds[0] ?? "")).toMatchObject({ amountMinor: 900 });
    });

    it("leaves the seats as they were when the card is declined", async () => {
      const { subscriptionId } = await subscribed(given);
      await given.processor().useCard(subscriptionId, "fails-later");
      const change = gateway().changeSeats({ key: unique("seats"), subscriptionId, seats: 9 });
      await expect(change).rejects.toMatchObject({ code: "card-declined", retryable: false });
      expect(await gateway().getSubscription(subscriptionId)).toMatchObject({
        seats: 3,
        status: "active",
        payUrl: null,
      });
    });

    it("charges nothing for more seats while a trial runs", async () => {
      const { subscriptionId } = await subscribed(given, { trialDays: 7 });
      const preview = await gateway().previewSeats({ subscriptionId, seats: 5 });
      expect(preview).toMatchObject({ dueNowMinor: 0, nextMinor: 4_500 });
      const state = await gateway().changeSeats({ key: unique("seats"), subscriptionId, seats: 5 });
      expect(state).toMatchObject({ seats: 5, status: "trialing", paymentIds: [] });
    });
  });
}
