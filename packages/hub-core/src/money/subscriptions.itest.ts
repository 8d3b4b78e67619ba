import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import { listEntitlements } from "../store/list-entitlements.ts";
import { createFleet } from "../fleets/create-fleet.ts";
import { expectRefusal, newHost } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { cancelSubscription, changeSeats, previewSeats, resumeSubscription } from "./change-subscription.ts";
import { getOrder } from "./read-orders.ts";
import { tendSubscriptions } from "./tend-subscriptions.ts";
import { dayMs, startTestMarket } from "./testing/test-market.fixture.ts";
import type { TestMarket } from "./testing/test-market.fixture.ts";

const eur = (amountMinor: number) => ({ kind: "one-off", amountMinor, currency: "EUR" }) as const;
const seat = { kind: "per-agent", amountMinor: 500, currency: "EUR", every: "month" } as const;

describe("what can happen to a subscription", () => {
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
  const subscriptionOf = async (orderId: string) => {
    const { subscription } = await order(orderId);
    if (subscription === null) throw new TypeError("It renews.");
    return subscription;
  };

  it("changeSeats charges more at once, begins fewer with the next period, and never below use", async () => {
    await market.setPrice(seat);
    const orderId = await market.bought(buyer, undefined, 3);
    const { subscriptionId } = await subscriptionOf(orderId);
    expect(await entitlement()).toMatchObject({ seats: 3 });
    const { dueNowMinor } = await previewSeats(market.hub.deps, buyer, { subscriptionId, seats: 5 });
    expect(dueNowMinor).toBeGreaterThan(0);
    await changeSeats(market.hub.deps, buyer, { subscriptionId, seats: 5, once: "a" });
    await changeSeats(market.hub.deps, buyer, { subscriptionId, seats: 5, once: "a" });
    await market.settle();
    expect(await entitlement()).toMatchObject({ seats: 5 });
    await takeSeats(2);
    await expectRefusal(
      changeSeats(market.hub.deps, buyer, { subscriptionId, seats: 1, once: "b" }),
      "refused",
      "seats-in-use",
    );
    expect(await changeSeats(market.hub.deps, buyer, { subscriptionId, seats: 2, once: "c" })).toEqual({
      from: "next-period",
    });
    await tendSubscriptions(market.money);
    expect(await subscriptionOf(orderId)).toMatchObject({ seats: 5, wantedSeats: 2 });
    const { periodEndsAt } = await subscriptionOf(orderId);
    market.advance(periodEndsAt - market.hub.deps.now().getTime() - 3_600_000);
    expect(await tendSubscriptions(market.money)).toEqual({ changed: 1 });
    market.advance(2 * 3_600_000);
    await market.settle();
    const after = await subscriptionOf(orderId);
    expect(after).toMatchObject({ seats: 2, wantedSeats: null });
    expect((await order(orderId)).payments[0]).toMatchObject({ amountMinor: 1_000 });
  });

  it("a subscription renews, is cancelled with its period, resumed, and ends when its card fails", async () => {
    await market.setPrice({ kind: "subscription", amountMinor: 2_000, currency: "EUR", every: "month" });
    const orderId = await market.bought(buyer);
    const { subscriptionId, periodEndsAt } = await subscriptionOf(orderId);
    await cancelSubscription(market.hub.deps, buyer, subscriptionId);
    await market.settle();
    expect(await entitlement()).toMatchObject({ endsAt: periodEndsAt, endsBecause: "cancelled" });
    await resumeSubscription(market.hub.deps, buyer, subscriptionId);
    await market.settle();
    expect(await entitlement()).toMatchObject({ endsBecause: null });
    market.advance(32 * dayMs);
    await market.settle();
    expect((await order(orderId)).payments).toHaveLength(2);
    const [customer] = await market.sql<{ customer_id: string }[]>`
      select customer_id from payment_customers where tenant_id = ${buyer.tenantId}`;
    market.fake.control.setCard(customer?.customer_id ?? "", "4000000000000341");
    market.advance(31 * dayMs);
    await market.settle();
    expect(await subscriptionOf(orderId)).toMatchObject({ status: "past-due" });
    const told =
      await market.sql`select 1 from store_events where kind = 'subscription-ending' and ref = ${subscriptionId}`;
    expect(told).toHaveLength(1);
    expect(await entitlement()).toMatchObject({ endsBecause: "unpaid" });
  });

  it("a trial is for who has not had it", async () => {
    await market.setPrice({ kind: "subscription", amountMinor: 2_000, currency: "EUR", every: "month" }, 14);
    const orderId = await market.bought(buyer);
    const { subscriptionId, status, trialEndsAt } = await subscriptionOf(orderId);
    expect([status, (await order(orderId)).payments]).toEqual(["trialing", []]);
    expect(trialEndsAt).toBeGreaterThan(market.hub.deps.now().getTime() + 13 * dayMs);
    await market.gateway.cancelSubscription({ key: `end-${subscriptionId}`, subscriptionId, when: "now" });
    await market.settle();
    expect(await entitlement()).toBeUndefined();
    const again = await market.bought(buyer);
    expect((await order(again)).payments).toMatchObject([{ amountMinor: 2_000 }]);
  });

  async function takeSeats(hosts: number): Promise<void> {
    const fleet = await execute(market.hub.deps, buyer, createFleet, { name: "Seats", slug: "seats" });
    for (let index = 0; index < hosts; index += 1) {
      const { tenantId, hostId } = await newHost(market.hub, buyer, fleet);
      await market.sql`insert into lease_seats (tenant_id, fleet_id, listing_id, host_id, taken_at, seen_at)
        values (${tenantId}, ${fleet.fleetId}, ${market.listingId}, ${hostId}, now(), now() + interval '400 days')`;
    }
  }
});
