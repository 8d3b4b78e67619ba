import { describe, expect, it } from "vitest";
import { checkoutRequest } from "./checkout-cases.ts";
import type { Given } from "./processor.ts";
import { unique } from "./processor.ts";

function request(listingId: string) {
  return {
    key: unique("promotion"),
    code: unique("AUTUMN").replaceAll("-", "").toUpperCase(),
    percentOff: 25,
    sellerTenantId: "tenant-of-the-contract",
    listingId,
    title: "Surge ready",
    mostRedemptions: 2,
    expiresAt: Math.ceil(Date.now() / 1000) * 1000 + 86_400_000,
  };
}

export function promotionCases({ processor, lacks }: Given): void {
  describe("createPromotion", () => {
    it("makes a code of a listing, once for each key", async () => {
      const { gateway } = processor();
      const listingId = unique("listing");
      const asked = request(listingId);
      const { promotionId, ...promotion } = await gateway.createPromotion(asked);
      expect(promotion).toStrictEqual({
        code: asked.code,
        percentOff: 25,
        listingId,
        active: true,
        redeemed: 0,
        mostRedemptions: 2,
        expiresAt: asked.expiresAt,
      });
      expect(await gateway.createPromotion(asked)).toMatchObject({ promotionId });
      const second = await gateway.createPromotion({ ...request(listingId), percentOff: 50, expiresAt: null });
      const listed = await gateway.listPromotions(listingId);
      expect(listed.map((one) => one.promotionId).toSorted((a, b) => a.localeCompare(b))).toStrictEqual(
        [promotionId, second.promotionId].toSorted((a, b) => a.localeCompare(b)),
      );
      expect(await gateway.listPromotions(unique("listing"))).toStrictEqual([]);
    });

    it("refuses a code that another promotion has, until that has ended", async () => {
      const { gateway } = processor();
      const first = request(unique("listing"));
      const { promotionId } = await gateway.createPromotion(first);
      const again = { ...request(unique("listing")), code: first.code };
      await expect(gateway.createPromotion(again)).rejects.toMatchObject({ code: "code-taken" });
      const ended = await gateway.endPromotion({ key: unique("end"), promotionId });
      expect(ended).toMatchObject({ promotionId, active: false });
      const later = { ...again, key: unique("promotion") };
      expect(await gateway.createPromotion(later)).toMatchObject({ active: true });
    });

    it.skipIf(lacks("checkout-page"))("takes its percentage off its own listing, and nothing off another", async () => {
      const { gateway, newBuyer, payCheckout } = processor();
      const asked = request(unique("listing"));
      await gateway.createPromotion(asked);
      const checkout = checkoutRequest(await newBuyer(), { listingId: asked.listingId, unitMinor: 4_000 });
      const { checkoutId } = await gateway.createCheckout(checkout);
      await payCheckout(checkoutId, "works", asked.code);
      const { paymentId } = await gateway.getCheckout(checkoutId);
      const payment = await gateway.getPayment(paymentId ?? "");
      expect(payment.amountMinor - payment.taxMinor).toBe(3_000);
      expect(await gateway.listPromotions(asked.listingId)).toMatchObject([{ redeemed: 1 }]);
      const other = await gateway.createCheckout(checkoutRequest(await newBuyer()));
      await expect(payCheckout(other.checkoutId, "works", asked.code)).rejects.toThrow();
      expect(await gateway.getCheckout(other.checkoutId)).toMatchObject({ status: "open" });
    });
  });
}
