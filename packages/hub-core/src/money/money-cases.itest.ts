import { withTenant } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import { listEntitlements } from "../store/list-entitlements.ts";
import { createFleet } from "../fleets/create-fleet.ts";
import { approve, expectRefusal } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { answerDisputes } from "./dispute-evidence.ts";
import { getOrder } from "./read-orders.ts";
import { getSellerMoney } from "./read-seller-money.ts";
import { reconcile } from "./reconcile.ts";
import { askRefund, decideRefund, giveBack } from "./refund-requests.ts";
import { tendRefunds } from "./tend-refunds.ts";
import { tendTransfers } from "./tend-transfers.ts";
import { checkoutOf, dayMs, startTestMarket } from "./testing/test-market.fixture.ts";
import type { TestMarket } from "./testing/test-market.fixture.ts";

const declined = "4000000000000002";
const eur = (amountMinor: number) => ({ kind: "one-off", amountMinor, currency: "EUR" }) as const;

describe("what can happen to money", () => {
  let market: TestMarket;
  let buyer: Actor;

  beforeAll(async () => {
    market = await startTestMarket();
  });
  beforeEach(async () => {
    buyer = await market.newBuyer();
    market.fake.control.setDelivery({});
    await market.setPrice(eur(10_000));
  });
  afterAll(() => market[Symbol.asyncDispose]());

  const entitlement = async () => (await execute(market.hub.deps, buyer, listEntitlements, {}))[0];
  const order = (orderId: string) => execute(market.hub.deps, buyer, getOrder, { orderId });
  const paymentOf = async (orderId: string): Promise<string> => (await order(orderId)).payments[0]?.paymentId ?? "";
  /** What the ledger owes the seller of one payment, and that the whole ledger adds up. */
  const owed = async (paymentId: string): Promise<number> => {
    const sums = await market.sql<{ currency: string; total: string }[]>`
      select currency, sum(amount_minor)::text as total from ledger_postings group by currency having sum(amount_minor) <> 0`;
    expect(sums).toHaveLength(0);
    const [row] = await market.sql<{ owed: string | null }[]>`
      select (-sum(amount_minor))::text as owed from ledger_postings where account = 'seller' and payment_id = ${paymentId}`;
    return Number(row?.owed ?? 0);
  };
  const refund = async (paymentId: string, amountMinor?: number): Promise<void> => {
    const reason = "Not what we need.";
    await execute(market.hub.deps, market.seller, giveBack, {
      paymentId,
      reason,
      ...(amountMinor === undefined ? {} : { amountMinor }),
    });
    await tendRefunds(market.money);
    await market.settle();
  };

  it("giveBack in parts takes from commission and seller what each had of it, and leaves nothing of the whole", async () => {
    const paymentId = await paymentOf(await market.bought(buyer));
    await refund(paymentId, 3_333);
    expect(await owed(paymentId)).toBe(5_667);
    expect(await entitlement()).toMatchObject({ endsAt: null, endsBecause: null });
    await refund(paymentId, 3_333);
    await expectRefusal(
      execute(market.hub.deps, market.seller, giveBack, { paymentId, reason: "More.", amountMinor: 3_335 }),
      "refused",
      "amount-too-large",
    );
    await refund(paymentId);
    expect(await owed(paymentId)).toBe(0);
    expect(await entitlement()).toMatchObject({ endsBecause: "refunded" });
  });

  it("a refund after the payout is taken back from the seller's account", async () => {
    const paymentId = await paymentOf(await market.bought(buyer));
    market.advance(15 * dayMs);
    await tendTransfers(market.money);
    expect(await owed(paymentId)).toBe(0);
    await refund(paymentId);
    expect(await owed(paymentId)).toBe(-8_500);
    expect(await tendTransfers(market.money)).toMatchObject({ reversed: 1 });
    expect(await owed(paymentId)).toBe(0);
  });

  it("a refund that the seller's account cannot bear is carried to its next transfers", async () => {
    const paymentId = await paymentOf(await market.bought(buyer));
    market.advance(15 * dayMs);
    await tendTransfers(market.money);
    const [account] = await market.sql<{ account_id: string }[]>`select account_id from seller_accounts`;
    market.fake.control.drain(account?.account_id ?? "");
    await refund(paymentId);
    expect(await tendTransfers(market.money)).toMatchObject({ reversed: 0 });
    const money = await execute(market.hub.deps, market.seller, getSellerMoney, {});
    expect(money.balances[0]).toMatchObject({ owedMinor: 8_500, availableMinor: -8_500 });
    buyer = await market.newBuyer();
    await market.setPrice(eur(30_000));
    const next = await paymentOf(await market.bought(buyer));
    market.advance(15 * dayMs);
    await tendTransfers(market.money);
    const [moved] = await market.sql<{ total: string }[]>`
      select sum(amount_minor)::text as total from transfers where payment_id = ${next}`;
    expect(Number(moved?.total)).toBe(25_500 - 8_500);
  });

  it("a dispute blocks what is new and touches nothing that runs, whether it is won or lost", async () => {
    const { listingId, personaVersionId, hub } = market;
    const orderId = await market.bought(buyer);
    const paymentId = await paymentOf(orderId);
    const fleet = await execute(hub.deps, buyer, createFleet, { name: "Web", slug: "web" });
    await approve(hub, buyer, { fleetId: fleet.fleetId, personaVersionId, mode: "shadow" });
    const disputeId = market.fake.control.openDispute(paymentId);
    await market.settle();
    expect(await entitlement()).toMatchObject({ endsAt: null, blocked: "disputed" });
    const second = await execute(hub.deps, buyer, createFleet, { name: "Api", slug: "api" });
    const begin = approve(hub, buyer, { fleetId: second.fleetId, personaVersionId, mode: "shadow" });
    await expectRefusal(begin, "refused", "payment-disputed");
    await expectRefusal(
      execute(hub.deps, buyer, askRefund, { paymentId, reason: "Also this way." }),
      "refused",
      "payment-disputed",
    );
    const running = await withTenant(hub.deps.db, buyer.tenantId, (tx) =>
      tx.execute(sql`select 1 from assignments where listing_id = ${listingId} and ended_at is null`),
    );
    expect(running).toHaveLength(1);
    expect(await answerDisputes(market.money)).toEqual({ answered: 1 });
    expect(await answerDisputes(market.money)).toEqual({ answered: 0 });
    market.advance(15 * dayMs);
    expect(await tendTransfers(market.money)).toMatchObject({ transferred: 0 });
    const [kept] = await market.sql<
      { log: string }[]
    >`select evidence ->> 'access_activity_log' as log from disputes where dispute_id = ${disputeId}`;
    expect(kept?.log).toContain("ordered by");
    market.fake.control.decideDispute(disputeId, "won");
    await market.settle();
    expect(await entitlement()).toMatchObject({ endsAt: null, blocked: null });
    expect(await owed(paymentId)).toBe(8_500);
    expect(await tendTransfers(market.money)).toMatchObject({ transferred: 1 });
  });

  it("a lost dispute takes the money from commission and seller, and ends the entitlement with notice", async () => {
    const paymentId = await paymentOf(await market.bought(buyer));
    const disputeId = market.fake.control.openDispute(paymentId);
    await market.settle();
    expect(await owed(paymentId)).toBe(8_500);
    market.fake.control.decideDispute(disputeId, "lost");
    await market.settle();
    expect(await owed(paymentId)).toBe(0);
    const held = await entitlement();
    expect(held).toMatchObject({ blocked: null, endsBecause: "dispute-lost" });
    expect(held?.endsAt).toBeGreaterThan(market.hub.deps.now().getTime() + 13 * dayMs);
  });

  it("a currency without decimals is counted in whole units all the way", async () => {
    await market.setPrice({ kind: "one-off", amountMinor: 999, currency: "JPY" });
    const paymentId = await paymentOf(await market.bought(buyer));
    expect(await owed(paymentId)).toBe(849);
    await refund(paymentId, 500);
    expect(await owed(paymentId)).toBe(849 - 425);
  });

  it("buyPersona closes the page of an older price, and says that the price changed to who saw the older one", async () => {
    const first = await market.buy(buyer);
    const old = await checkoutOf(market.sql, first.orderId);
    await market.setPrice(eur(12_000));
    await expectRefusal(
      import("./buy-persona.ts").then(({ buyPersona }) =>
        buyPersona(market.hub.deps, buyer, {
          listingId: market.listingId,
          seen: { amountMinor: 10_000, currency: "EUR" },
        }),
      ),
      "conflict",
      "price-changed",
    );
    const second = await market.buy(buyer);
    expect(second.orderId).not.toBe(first.orderId);
    expect(market.fake.control.pay(old).kind).toBe("closed");
    expect((await order(first.orderId)).order.status).toBe("abandoned");
    expect((await order(second.orderId)).order.amountMinor).toBe(12_000);
  });

  it("who pays the page it saw before the price changed has it at that price", async () => {
    const { orderId } = await market.buy(buyer);
    await market.setPrice(eur(99_000));
    market.fake.control.pay(await checkoutOf(market.sql, orderId));
    await market.settle();
    expect((await order(orderId)).payments).toMatchObject([{ amountMinor: 10_000, status: "succeeded" }]);
    expect(await entitlement()).toMatchObject({ endsAt: null });
  });

  it("a second order that was paid all the same is given back whole", async () => {
    const first = await market.buy(buyer);
    const checkout = await checkoutOf(market.sql, first.orderId);
    await market.sql`update orders set status = 'abandoned' where id = ${first.orderId}`;
    const second = await market.bought(buyer);
    market.fake.control.pay(checkout);
    await market.settle();
    expect(await tendRefunds(market.money)).toEqual({ refunded: 1 });
    await market.settle();
    expect(await owed(await paymentOf(first.orderId))).toBe(0);
    expect((await order(second)).order.status).toBe("fulfilled");
    expect(await entitlement()).toMatchObject({ orderId: second, endsAt: null });
  });

  it("a declined card buys nothing, and the same page takes the next one", async () => {
    const { orderId } = await market.buy(buyer);
    const checkout = await checkoutOf(market.sql, orderId);
    expect(market.fake.control.pay(checkout, { card: declined }).kind).toBe("declined");
    await market.settle();
    expect(await entitlement()).toBeUndefined();
    expect((await order(orderId)).order).toMatchObject({ status: "open" });
    expect(market.fake.control.pay(checkout).kind).toBe("complete");
    await market.settle();
    expect(await entitlement()).toMatchObject({ endsAt: null });
  });

  it("askRefund is granted by silence, and not after the window", async () => {
    const paymentId = await paymentOf(await market.bought(buyer));
    const { requestId } = await execute(market.hub.deps, buyer, askRefund, { paymentId, reason: "Too loud." });
    await execute(market.hub.deps, market.seller, decideRefund, {
      requestId,
      decision: "refused",
      answer: "It is silent.",
    });
    await execute(market.hub.deps, buyer, askRefund, { paymentId, reason: "It is not." });
    market.advance(8 * dayMs);
    expect(await tendRefunds(market.money)).toEqual({ refunded: 1 });
    buyer = await market.newBuyer();
    const late = await paymentOf(await market.bought(buyer));
    market.advance(15 * dayMs);
    const attempt = execute(market.hub.deps, buyer, askRefund, { paymentId: late, reason: "Too late." });
    await expectRefusal(attempt, "refused", "refund-window-over");
  });

  it("reconcile finds what no event told of, heals it and finds nothing the second time", async () => {
    market.fake.control.setDelivery({ lost: 1 });
    const bought = await market.buy(buyer);
    market.fake.control.pay(await checkoutOf(market.sql, bought.orderId));
    await market.settle();
    expect(await entitlement()).toBeUndefined();
    const now = market.hub.deps.now().getTime();
    const span = { from: now - 200 * dayMs, to: now + dayMs };
    const { differences, healed } = await reconcile(market.money, span);
    expect(differences).toBeGreaterThan(0);
    expect(healed).toBe(differences);
    expect(await entitlement()).toMatchObject({ endsAt: null });
    expect(await reconcile(market.money, span)).toMatchObject({ differences: 0 });
  });

  it("a closed seller is paid nothing more, sells nothing more, and what it sold goes on", async () => {
    const paymentId = await paymentOf(await market.bought(buyer));
    const [account] = await market.sql<{ account_id: string }[]>`select account_id from seller_accounts`;
    market.fake.control.closeAccount(account?.account_id ?? "");
    await market.settle();
    market.advance(15 * dayMs);
    expect(await tendTransfers(market.money)).toMatchObject({ transferred: 0 });
    expect(await owed(paymentId)).toBe(8_500);
    expect(await entitlement()).toMatchObject({ endsAt: null });
    const another = await market.newBuyer();
    await expectRefusal(market.buy(another), "refused", "seller-not-ready");
  });
});
