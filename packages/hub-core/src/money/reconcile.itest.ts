import type { PaymentGateway } from "@fleet-persona/payments";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import { reconcile } from "./reconcile.ts";
import type { Reconciliation } from "./reconcile.ts";
import { checkoutOf, dayMs, startTestMarket } from "./testing/test-market.fixture.ts";
import type { TestMarket } from "./testing/test-market.fixture.ts";

describe("reconcile", () => {
  let market: TestMarket;
  let buyer: Actor;
  beforeAll(async () => {
    market = await startTestMarket();
  });
  afterAll(() => market[Symbol.asyncDispose]());
  beforeEach(async () => {
    market.fake.control.setDelivery({});
    buyer = await market.newBuyer();
  });

  const unheard = (): void => void market.fake.control.setDelivery({ lost: 1 });
  const run = (days = 60, money = market.money): Promise<Reconciliation> => {
    const now = market.hub.deps.now().getTime();
    return reconcile(money, { from: now - days * dayMs, to: now + dayMs });
  };
  const paid = async (card?: string): Promise<string> => {
    const orderId = await market.bought(buyer, card);
    const [row] = await market.sql<
      { payment_id: string }[]
    >`select payment_id from payments where order_id = ${orderId}`;
    return row?.payment_id ?? "";
  };
  const refund = async (paymentId: string): Promise<string> => {
    const request = { key: `test-${paymentId}`, paymentId, amountMinor: 10_000, refundRequestId: "" };
    const [made] = (await market.gateway.refund(request)).refunds;
    return made?.refundId ?? "";
  };
  const balanceOf = async (account: string): Promise<number> => {
    const [row] = await market.sql<{ total: string | null }[]>`
      select sum(amount_minor)::text as total from ledger_postings where account = ${account}`;
    return Number(row?.total ?? 0);
  };
  const processorBalance = async (): Promise<number> => {
    const span = { from: 0, to: market.hub.deps.now().getTime() + dayMs };
    let total = 0;
    for (let cursor: string | null = null; ;) {
      const page: Awaited<ReturnType<PaymentGateway["listMovements"]>> = await market.gateway.listMovements({
        ...span,
        cursor,
      });
      total += page.items.reduce((sum, { netMinor }) => sum + netMinor, 0);
      if (page.next === null) return total;
      cursor = page.next;
    }
  };

  it("reconcile finds nothing where a refund that failed and a dispute that was won lie in two parts of the span", async () => {
    const failing = await refund(await paid());
    buyer = await market.newBuyer();
    const dispute = market.fake.control.openDispute(await paid());
    await market.settle();
    market.advance(7 * dayMs);
    market.fake.control.settleRefund(failing, "failed");
    market.fake.control.decideDispute(dispute, "won");
    await market.settle();
    expect((await run()).findings).toEqual([]);
    // The first movement of each was before this span.
    expect((await run(3)).findings).toEqual([]);
    expect(await balanceOf("unexplained")).toBe(0);
    expect(await balanceOf("processor")).toBe(await processorBalance());
  });

  it("reconcile finds a refund that failed unheard, once it was booked and where it never was", async () => {
    const [known, unknown] = [await paid(), await market.newBuyer()];
    const failing = await refund(known);
    await market.settle();
    buyer = unknown;
    const other = await paid();
    unheard();
    const never = await refund(other);
    market.advance(20 * dayMs);
    for (const each of [failing, never]) market.fake.control.settleRefund(each, "failed");
    const { findings } = await run();
    expect(new Set(findings.map(({ what, subject }) => `${what} ${subject}`))).toEqual(
      new Set([failing, never].map((each) => `movement refund:${each}`)),
    );
    expect(findings).toHaveLength(2);
    expect(await balanceOf("processor")).toBe(await processorBalance());
    expect((await run()).findings).toEqual([]);
  });

  it("reconcile finds how a dispute ended that moved no money, and a bank's question", async () => {
    const dispute = market.fake.control.openDispute(await paid());
    await market.settle();
    buyer = await market.newBuyer();
    const asked = await paid();
    unheard();
    market.fake.control.decideDispute(dispute, "lost");
    market.fake.control.openDispute(asked, { inquiry: true });
    expect(await balanceOf("disputed")).toBe(10_000);
    expect((await run()).findings).toHaveLength(2);
    expect(await balanceOf("disputed")).toBe(0);
    expect((await run()).findings).toEqual([]);
  });

  it("reconcile finds a renewal and an end of a subscription that nobody told of", async () => {
    await market.setPrice({ kind: "subscription", amountMinor: 2_000, currency: "EUR", every: "month" });
    const renewed = await market.bought(buyer);
    const leaving = await market.newBuyer();
    const ended = await market.bought(leaving);
    unheard();
    const [row] = await market.sql<{ id: string }[]>`select subscription_id as id from orders where id = ${ended}`;
    const subscriptionId = row?.id ?? "";
    await market.gateway.cancelSubscription({ key: `end-${subscriptionId}`, subscriptionId, when: "now" });
    market.advance(32 * dayMs);
    await run();
    const ends = await market.sql<{ order_id: string; ends_at: Date; ended_because: string | null }[]>`
      select order_id, ends_at, ended_because from entitlements where order_id in ${market.sql([renewed, ended])}`;
    const now = market.hub.deps.now();
    for (const { order_id: orderId, ends_at: endsAt, ended_because: because } of ends)
      expect([orderId, endsAt > now, because]).toEqual([
        orderId,
        orderId === renewed,
        orderId === renewed ? null : "cancelled",
      ]);
    expect(ends).toHaveLength(2);
    expect((await run()).findings).toEqual([]);
    await market.setPrice({ kind: "one-off", amountMinor: 10_000, currency: "EUR" });
  });

  it("reconcile reads what is somebody else's once, and books it as unexplained", async () => {
    const before = await balanceOf("unexplained");
    market.fake.control.seed({
      payments: 100,
      days: 3,
      metadata: (at) => (at % 2 === 0 ? {} : { order_id: `${at}` }),
      seed: 7,
    });
    const { money, asked } = listening();
    expect((await run(60, money)).findings.map(({ what }) => what)).toEqual(Array(100).fill("unexplained"));
    expect(await strangers(asked)).toBe(100);
    expect(await balanceOf("unexplained")).toBeLessThan(before);
    expect(await balanceOf("processor")).toBe(await processorBalance());
    asked.clear();
    expect((await run(60, money)).findings).toEqual([]);
    expect(await strangers(asked)).toBe(0);
  });

  it("what was unexplained is taken back once its payment is read", async () => {
    const before = await balanceOf("unexplained");
    unheard();
    const { orderId } = await market.buy(buyer);
    market.fake.control.pay(await checkoutOf(market.sql, orderId));
    const getPayment: PaymentGateway["getPayment"] = async (id) => {
      const state = await market.gateway.getPayment(id);
      return state.orderId === orderId ? { ...state, orderId: null } : state;
    };
    const payments = { ...market.money.payments, gateway: { ...market.gateway, getPayment } };
    const { findings } = await run(60, { ...market.money, payments });
    expect(findings.map(({ what }) => what)).toEqual(["unexplained"]);
    expect(await balanceOf("unexplained")).not.toBe(before);
    market.fake.control.setDelivery({});
    market.fake.control.openDispute(findings[0]?.subject.replace("payment:", "") ?? "", { inquiry: true });
    await market.settle();
    expect(await balanceOf("unexplained")).toBe(before);
    expect(await balanceOf("processor")).toBe(await processorBalance());
    expect((await run()).findings).toEqual([]);
  });

  it("reconcile reports what the ledger holds and the processor never moved", async () => {
    const listMovements: PaymentGateway["listMovements"] = async (span) => {
      const page = await market.gateway.listMovements(span);
      return { ...page, items: page.items.filter(({ sourceId }) => sourceId !== hidden) };
    };
    const hidden = await paid();
    market.advance(2 * dayMs);
    const payments = { ...market.money.payments, gateway: { ...market.gateway, listMovements } };
    expect((await run(60, { ...market.money, payments })).findings).toMatchObject([
      { what: "without-movement", subject: `payment:${hidden}`, processorMinor: 0, healed: false },
    ]);
  });

  async function strangers(asked: ReadonlySet<string>): Promise<number> {
    const known = await market.sql`select from payments where payment_id in ${market.sql(["", ...asked])}`;
    return asked.size - known.length;
  }

  function listening(): { money: TestMarket["money"]; asked: Set<string> } {
    const asked = new Set<string>();
    const getPayment: PaymentGateway["getPayment"] = (id) => {
      asked.add(id);
      return market.gateway.getPayment(id);
    };
    const payments = { ...market.money.payments, gateway: { ...market.gateway, getPayment } };
    return { money: { ...market.money, payments }, asked };
  }
});
