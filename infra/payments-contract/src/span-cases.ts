import { describe, expect, it } from "vitest";
import type { Page } from "@fleet-persona/payments";
import { checkoutRequest } from "./checkout-cases.ts";
import { paid } from "./payment-cases.ts";
import type { Given } from "./processor.ts";
import { eventually } from "./processor.ts";
import { subscribed } from "./subscription-cases.ts";

type Span = { readonly from: number; readonly to: number; readonly cursor: string | null };

async function all<Item>(read: (span: Span) => Promise<Page<Item>>, at: number): Promise<readonly Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Item> = await read({ from: at, to: at + 1_000, cursor });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return items;
}

export function spanCases(given: Given): void {
  const gateway = () => given.processor().gateway;

  describe("listMovements", () => {
    it("finds what a payment brought in the second it came, and not in the one before", async () => {
      const { paymentId } = await paid(given);
      const { movement } = await eventually(
        () => gateway().getPayment(paymentId),
        (state) => state.movement !== null,
      );
      const at = movement?.at ?? 0;
      expect(await all((span) => gateway().listMovements(span), at)).toContainEqual({ ...movement, paymentId });
      const before = await all((span) => gateway().listMovements(span), at - 1_000);
      expect(before.map(({ id }) => id)).not.toContain(movement?.id);
    });
  });

  describe("listSubjects", () => {
    it("finds payments by when they were begun", async () => {
      const { paymentId } = await paid(given);
      const { paidAt } = await gateway().getPayment(paymentId);
      expect(await all((span) => gateway().listSubjects("payment", span), paidAt)).toContain(paymentId);
    });

    it("finds checkouts and subscriptions, those that ended too", async () => {
      const from = Math.floor(Date.now() / 1000) * 1000 - 5_000;
      const { newBuyer } = given.processor();
      const { checkoutId } = await gateway().createCheckout(checkoutRequest(await newBuyer()));
      await gateway().expireCheckout(checkoutId);
      const { subscriptionId } = await subscribed(given);
      await gateway().cancelSubscription({ key: `end-${subscriptionId}`, subscriptionId, when: "now" });
      const since = async (kind: "checkout" | "subscription") => {
        const ids: string[] = [];
        let cursor: string | null = null;
        do {
          const page: Page<string> = await gateway().listSubjects(kind, { from, to: from + 400 * 86_400_000, cursor });
          ids.push(...page.items);
          cursor = page.next;
        } while (cursor !== null);
        return ids;
      };
      expect(await since("checkout")).toContain(checkoutId);
      expect(await since("subscription")).toContain(subscriptionId);
    });
  });
}
