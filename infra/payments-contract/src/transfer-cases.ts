import { describe, expect, it } from "vitest";
import { paid } from "./payment-cases.ts";
import type { Given } from "./processor.ts";
import { unique } from "./processor.ts";

export function transferCases(given: Given): void {
  sendCases(given);
  refusedCases(given);
  reverseCases(given);
}

/** 85 of 100 euro that are there already, for a seller that can be paid. */
async function ready(given: Given) {
  const { paymentId } = await paid(given, { card: "available-at-once" });
  const accountId = await given.processor().readySeller();
  return { key: unique("transfer"), paymentId, accountId, amountMinor: 8_500, currency: "EUR" };
}

function sendCases(given: Given): void {
  const gateway = () => given.processor().gateway;

  describe.skipIf(given.lacks("seller-ready"))("transfer", () => {
    it("sends a part of a payment on, once however often it is asked", async () => {
      const request = await ready(given);
      await gateway().transfer(request);
      const { transfers } = await gateway().transfer(request);
      expect(transfers).toMatchObject([
        {
          accountId: request.accountId,
          amountMinor: 8_500,
          reversedMinor: 0,
          currency: "EUR",
          movement: { kind: "transfer", amountMinor: -8_500, sourceId: transfers[0]?.transferId },
          reversals: [],
        },
      ]);
      const { balances } = await gateway().getSeller(request.accountId);
      const euros = balances.find(({ currency }) => currency === "EUR");
      expect((euros?.availableMinor ?? 0) + (euros?.pendingMinor ?? 0)).toBeGreaterThanOrEqual(8_500);
    });

    it("sends no more of a payment than it was", async () => {
      const request = await ready(given);
      await gateway().transfer(request);
      const more = gateway().transfer({ ...request, key: unique("transfer"), amountMinor: 1_501 });
      await expect(more).rejects.toMatchObject({ code: "amount-too-large" });
    });

    it("refuses the key of another transfer", async () => {
      const request = await ready(given);
      await gateway().transfer(request);
      const other = gateway().transfer({ ...request, amountMinor: 8_400 });
      await expect(other).rejects.toMatchObject({ code: "key-reused" });
    });
  });
}

function refusedCases(given: Given): void {
  const gateway = () => given.processor().gateway;

  describe("transfer to one that cannot be paid", () => {
    async function request(accountId: string) {
      const { paymentId } = await paid(given);
      return { key: unique("transfer"), paymentId, accountId, amountMinor: 100, currency: "EUR" };
    }

    const newSeller = () =>
      gateway().createSeller({
        key: unique("seller"),
        tenantId: "tenant-of-the-contract",
        name: "A seller",
        email: "seller@example.com",
        country: "DE",
      });

    it("is refused while it is not onboarded", async () => {
      const { accountId } = await newSeller();
      await expect(gateway().transfer(await request(accountId))).rejects.toMatchObject({ code: "account-restricted" });
    });

    it("is refused once it is closed", async () => {
      const { accountId } = await newSeller();
      await given.processor().closeSeller(accountId);
      expect(await gateway().getSeller(accountId)).toMatchObject({ status: "closed", missing: [], balances: [] });
      await expect(gateway().transfer(await request(accountId))).rejects.toMatchObject({ code: "account-closed" });
    });

    it.skipIf(given.lacks("seller-restricted"))("is refused while it is held back", async () => {
      const accountId = await given.processor().readySeller();
      await given.processor().restrictSeller(accountId);
      expect(await gateway().getSeller(accountId)).toMatchObject({ status: "restricted" });
      await expect(gateway().transfer(await request(accountId))).rejects.toMatchObject({ code: "account-restricted" });
    });
  });
}

function reverseCases(given: Given): void {
  const gateway = () => given.processor().gateway;

  describe.skipIf(given.lacks("seller-ready"))("reverseTransfer", () => {
    async function transferred() {
      const request = await ready(given);
      const { transfers } = await gateway().transfer(request);
      const reversal = { paymentId: request.paymentId, transferId: transfers[0]?.transferId ?? "" };
      return { ...reversal, accountId: request.accountId };
    }

    it("takes back parts, each once, and no more than is left", async () => {
      const { accountId: _, ...of } = await transferred();
      const first = { key: unique("reversal"), ...of, amountMinor: 3_000 };
      await gateway().reverseTransfer(first);
      const { transfers } = await gateway().reverseTransfer(first);
      expect(transfers).toMatchObject([
        {
          reversedMinor: 3_000,
          reversals: [{ amountMinor: 3_000, movement: { kind: "transfer-reversal", amountMinor: 3_000 } }],
        },
      ]);
      const more = gateway().reverseTransfer({ key: unique("reversal"), ...of, amountMinor: 5_501 });
      await expect(more).rejects.toMatchObject({ code: "amount-too-large" });
      const rest = await gateway().reverseTransfer({ key: unique("reversal"), ...of, amountMinor: 5_500 });
      expect(rest.transfers[0]).toMatchObject({ reversedMinor: 8_500 });
      expect(rest.transfers[0]?.reversals).toHaveLength(2);
    });

    it("takes nothing from an account that has paid out what it had", async () => {
      const { accountId, ...of } = await transferred();
      await given.processor().payOut(accountId);
      const reversal = gateway().reverseTransfer({ key: unique("reversal"), ...of, amountMinor: 8_500 });
      await expect(reversal).rejects.toMatchObject({ code: "balance-insufficient" });
      expect((await gateway().getPayment(of.paymentId)).transfers[0]).toMatchObject({ reversedMinor: 0 });
      const [payout] = await gateway().listPayouts(accountId);
      expect(payout).toMatchObject({ currency: "EUR" });
      expect(payout?.amountMinor).toBeGreaterThanOrEqual(8_500);
    });
  });
}
