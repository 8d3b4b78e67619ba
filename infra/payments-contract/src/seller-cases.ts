import { describe, expect, it } from "vitest";
import type { Given } from "./processor.ts";
import { unique } from "./processor.ts";

export function sellerCases(given: Given): void {
  const gateway = () => given.processor().gateway;

  const request = () => ({
    key: unique("seller"),
    tenantId: "tenant-of-the-contract",
    name: "A seller",
    email: "seller@example.com",
    country: "DE",
  });

  describe("createSeller", () => {
    it("makes an account that has its onboarding before it, one for each key", async () => {
      const asked = request();
      const seller = await gateway().createSeller(asked);
      expect(seller).toMatchObject({ tenantId: asked.tenantId, country: "DE", status: "onboarding" });
      expect(seller.missing.length).toBeGreaterThan(0);
      expect((await gateway().createSeller(asked)).accountId).toBe(seller.accountId);
    });

    it("leads to the pages where a seller says who it is", async () => {
      const { accountId } = await gateway().createSeller(request());
      const pages = { accountId, returnUrl: "https://hub.example/back", refreshUrl: "https://hub.example/again" };
      expect(await gateway().openOnboarding(pages)).toMatch(/^https?:\/\//);
    });

    it("does not find one there is not", async () => {
      const missing = gateway().getSeller("acct_ofnobody");
      await expect(missing).rejects.toMatchObject({ name: "PaymentError", retryable: false });
    });
  });

  describe.skipIf(given.lacks("seller-ready"))("setPayoutTerms", () => {
    it.each(["daily", "weekly", "monthly", "manual"] as const)("pays out %s from then on", async (interval) => {
      const accountId = await given.processor().readySeller();
      expect(await gateway().getSeller(accountId)).toMatchObject({ status: "active", missing: [] });
      const terms = { interval, minimumMinor: { EUR: 5_000 } };
      const change = { key: unique("terms"), accountId, terms };
      expect((await gateway().setPayoutTerms(change)).payouts).toStrictEqual(terms);
      expect((await gateway().getSeller(accountId)).payouts).toStrictEqual(terms);
      const none = { interval, minimumMinor: {} };
      const cleared = await gateway().setPayoutTerms({ key: unique("terms"), accountId, terms: none });
      expect(cleared.payouts).toStrictEqual(none);
    });
  });
}
