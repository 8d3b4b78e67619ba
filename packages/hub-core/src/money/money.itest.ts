import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import { listEntitlements } from "../store/list-entitlements.ts";
import { expectRefusal } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { getOrder } from "./read-orders.ts";
import { getSellerMoney, listLedgerLines } from "./read-seller-money.ts";
import { askRefund, decideRefund } from "./refund-requests.ts";
import { checkoutOf, dayMs, startTestMarket } from "./testing/test-market.fixture.ts";
import type { TestMarket } from "./testing/test-market.fixture.ts";
import { tendRefunds } from "./tend-refunds.ts";
import { tendTransfers } from "./tend-transfers.ts";

describe("money", () => {
  let market: TestMarket;

  const entitlement = async (buyer: Actor) => (await execute(market.hub.deps, buyer, listEntitlements, {}))[0];
  const order = (buyer: Actor, orderId: string) => execute(market.hub.deps, buyer, getOrder, { orderId });
  const balance = async () => (await execute(market.hub.deps, market.seller, getSellerMoney, {})).balances[0];

  beforeAll(async () => {
    market = await startTestMarket();
  });
  afterAll(() => market[Symbol.asyncDispose]());

  it("buyPersona sells what was paid for, and pays the seller after the refund window", async () => {
    const buyer = await market.newBuyer();
    const orderId = await market.bought(buyer);
    expect(await entitlement(buyer)).toMatchObject({ endsAt: null, seats: null, blocked: null });
    const { order: seen, payments } = await order(buyer, orderId);
    expect(seen).toMatchObject({ status: "fulfilled", amountMinor: 10_000, currency: "EUR" });
    expect(payments).toMatchObject([{ status: "succeeded", amountMinor: 10_000, refundableMinor: 10_000 }]);
    expect(await balance()).toMatchObject({ availableMinor: 0, pendingMinor: 8_500 });
    expect(await tendTransfers(market.money)).toMatchObject({ transferred: 0 });
    market.advance(15 * dayMs);
    expect(await tendTransfers(market.money)).toMatchObject({ transferred: 1 });
    expect(await tendTransfers(market.money)).toMatchObject({ transferred: 0 });
    expect(await balance()).toMatchObject({ availableMinor: 0, pendingMinor: 0, transferredMinor: 8_500 });
    const { lines } = await execute(market.hub.deps, market.seller, listLedgerLines, {});
    expect(lines.map(({ kind, amountMinor, balanceMinor }) => [kind, amountMinor, balanceMinor])).toEqual([
      ["transfer", -8_500, 0],
      ["payment", 8_500, 8_500],
    ]);
  });

  it("buyPersona gives one order and one page however often and in however many windows it is asked", async () => {
    const buyer = await market.newBuyer();
    const all = await Promise.all([market.buy(buyer), market.buy(buyer), market.buy(buyer)]);
    expect(new Set(all.map(({ orderId, checkoutUrl }) => `${orderId} ${checkoutUrl}`)).size).toBe(1);
    const checkout = await checkoutOf(market.sql, all[0].orderId);
    expect(market.fake.control.pay(checkout).kind).toBe("complete");
    expect(market.fake.control.pay(checkout).kind).toBe("closed");
    await market.settle();
    await expectRefusal(market.buy(buyer), "refused", "already-yours");
  });

  it("askRefund gives the money back when its seller grants it, and ends the entitlement with notice", async () => {
    const buyer = await market.newBuyer();
    const orderId = await market.bought(buyer);
    const { payments } = await order(buyer, orderId);
    const paymentId = payments[0]?.paymentId ?? "";
    const { requestId } = await execute(market.hub.deps, buyer, askRefund, {
      paymentId,
      reason: "It needs more memory.",
    });
    await expectRefusal(execute(market.hub.deps, buyer, askRefund, { paymentId, reason: "Again." }), "conflict");
    await expectRefusal(
      execute(market.hub.deps, market.seller, decideRefund, { requestId, decision: "refused" }),
      "invalid-input",
      "answer-missing",
    );
    await execute(market.hub.deps, market.seller, decideRefund, { requestId, decision: "granted" });
    expect(await tendRefunds(market.money)).toEqual({ refunded: 1 });
    expect(await tendRefunds(market.money)).toEqual({ refunded: 0 });
    await market.settle();
    const after = await order(buyer, orderId);
    expect(after.order.status).toBe("refunded");
    expect(after.payments).toMatchObject([{ refundedMinor: 10_000, request: { status: "refunded" } }]);
    const held = await entitlement(buyer);
    expect(held).toMatchObject({ endsBecause: "refunded" });
    expect(held?.endsAt).toBeGreaterThan(market.hub.deps.now().getTime() + 13 * dayMs);
  });
});
