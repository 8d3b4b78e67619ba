import { expect, it } from "vitest";
import { listEntitlements } from "../store/list-entitlements.ts";
import { execute } from "../use-case/execute.ts";
import { lookAtOrder } from "./buy-persona.ts";
import { getPurchaseStanding } from "./purchase-standing.ts";
import { getOrder } from "./read-orders.ts";
import { getSellingTerms } from "./selling-terms.ts";
import { startTestMarket } from "./testing/test-market.fixture.ts";

it("getPurchaseStanding says what stands between a tenant and what it wants to buy", async () => {
  await using market = await startTestMarket();
  const { hub, seller, listingId } = market;
  const { deps } = hub;
  await market.setPrice({ kind: "per-agent", amountMinor: 900, currency: "EUR", every: "month" }, 14);
  expect(await execute(deps, seller, getSellingTerms, {})).toEqual({ basisPoints: 1_500, account: "active" });
  expect(await execute(deps, seller, getPurchaseStanding, { listingId })).toMatchObject({ own: true });

  const buyer = await market.newBuyer();
  const fresh = await execute(deps, buyer, getPurchaseStanding, { listingId });
  expect(fresh).toMatchObject({ own: false, sellerReady: true, trialDays: 14, open: null });
  expect(fresh.buyers).toHaveLength(1);

  const { orderId } = await market.buy(buyer, 3);
  const begun = await execute(deps, buyer, getPurchaseStanding, { listingId });
  expect(begun.open).toEqual({ orderId, quantity: 3 });
  // Whoever comes back from the page has it looked at; somebody else's order it cannot name.
  await lookAtOrder(deps, buyer, { orderId });
  await lookAtOrder(deps, await market.newBuyer(), { orderId });

  await market.bought(buyer, undefined, 3);
  expect((await execute(deps, buyer, getOrder, { orderId })).order.status).toBe("fulfilled");
  const [held] = await execute(deps, buyer, listEntitlements, {});
  expect(held).toMatchObject({ seats: 3, seatsUsed: 0, blocked: null, endsBecause: null, price: { amountMinor: 900 } });
  // A trial is once for a tenant.
  expect(await execute(deps, buyer, getPurchaseStanding, { listingId })).toMatchObject({ trialDays: null, open: null });
});
