import * as fc from "fast-check";
import { expect, test } from "vitest";
import { planTransfers } from "./transfer-plan.ts";
import type { SellerHolding } from "./transfer-plan.ts";

const holdings = fc
  .array(
    fc.record({
      at: fc.nat(50),
      amountMinor: fc.integer({ min: -5_000, max: 20_000 }),
      matured: fc.boolean(),
      held: fc.boolean(),
    }),
  )
  .map((all): readonly SellerHolding[] => all.map((each, index) => ({ ...each, paymentId: `ch_${index}` })));

test("planTransfers pays what is available and no more, of matured payments that nothing holds, never more than each brought", () => {
  fc.assert(
    fc.property(holdings, fc.nat(3_000), (all, least) => {
      const { transfers, availableMinor, pendingMinor, owedMinor } = planTransfers(all, least);
      const paid = transfers.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
      expect(paid === 0 || (paid === availableMinor && paid >= least)).toBe(true);
      expect(availableMinor >= Math.max(1, least)).toBe(paid > 0);
      for (const { paymentId, amountMinor } of transfers) {
        const holding = all.find((each) => each.paymentId === paymentId);
        expect(holding?.matured === true && !holding.held && amountMinor > 0).toBe(true);
        expect(amountMinor).toBeLessThanOrEqual(holding?.amountMinor ?? 0);
      }
      expect(availableMinor + pendingMinor).toBe(all.reduce((sum, { amountMinor }) => sum + amountMinor, 0));
      expect(owedMinor).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("planTransfers carries a debt to the transfers that can bear it", () => {
  const sale = (paymentId: string, at: number, amountMinor: number): SellerHolding => ({
    paymentId,
    at,
    amountMinor,
    matured: true,
    held: false,
  });
  expect(planTransfers([sale("a", 1, -5_000), sale("b", 2, 3_000)], 100)).toMatchObject({
    transfers: [],
    owedMinor: 5_000,
  });
  expect(planTransfers([sale("a", 1, -5_000), sale("b", 2, 3_000), sale("c", 3, 4_000)], 100).transfers).toEqual([
    { paymentId: "b", amountMinor: 2_000 },
  ]);
});
