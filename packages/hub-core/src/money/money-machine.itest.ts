import { PaymentError } from "@fleet-persona/payments";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import { HubError } from "../hub-error.ts";
import { execute } from "../use-case/execute.ts";
import { cancelSubscription, resumeSubscription } from "./change-subscription.ts";
import { answerDisputes } from "./dispute-evidence.ts";
import { claimSubjects, handleSubject } from "./handle-payment-events.ts";
import type { MoneyDeps } from "./payments-deps.ts";
import { reconcile } from "./reconcile.ts";
import { askRefund, decideRefund, giveBack } from "./refund-requests.ts";
import { tendRefunds } from "./tend-refunds.ts";
import { tendTransfers } from "./tend-transfers.ts";
import { readTruth } from "./testing/processor-truth.fixture.ts";
import type { ProcessorTruth } from "./testing/processor-truth.fixture.ts";
import { checkoutOf, dayMs, startTestMarket } from "./testing/test-market.fixture.ts";
import type { TestMarket } from "./testing/test-market.fixture.ts";

class Killed extends Error {}

const who = fc.nat(3);
const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("buy" as const), who, renews: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("pay" as const), who, fails: fc.boolean(), old: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("ask" as const), who, part: fc.option(fc.integer({ min: 1, max: 4_000 })) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("decide" as const), grants: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("give" as const),
      who,
      part: fc.option(fc.integer({ min: 1, max: 4_000 })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("dispute" as const), who }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("judge" as const),
      verdict: fc.constantFrom("won" as const, "lost" as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("cancel" as const), who, back: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("drain" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wait" as const), days: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("handle" as const), most: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("tend" as const) }) },
);
type Action = typeof action extends fc.Arbitrary<infer Each> ? Each : never;

const history = fc.record({
  actions: fc.array(action, { minLength: 10, maxLength: 40 }),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  kill: fc.constantFrom(0, 0.02, 0.1),
  lost: fc.constantFrom(0, 0.3),
});

// Whatever order events come in, whether they come twice, late or never, and wherever hub and worker die: in the end this hub agrees with
// the processor, and the processor never did what nobody asked for.
describe("money, in any order and killed anywhere", () => {
  let market: TestMarket;

  beforeAll(async () => {
    market = await startTestMarket();
  });
  afterAll(() => market[Symbol.asyncDispose]());

  it(
    "comes to the processor's state, balances, charges nobody twice and pays nobody without a sale",
    { timeout: 300_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(history, async ({ actions, seed, kill, lost }) => {
          const run = await begin(market, { seed, kill });
          market.fake.control.setDelivery({ seed, lost, twice: 0.2, shuffled: { probability: 0.5, withinMs: 20 } });
          market.fake.control.setApi({ seed, refuse: kill / 2, loseAnswer: kill / 2 });
          for (const each of actions) await surviving(() => act(run, each));
          await comeToRest(market);
          await compare(run, await readTruth(market.fake));
        }),
        { numRuns: 12 },
      );
    },
  );
});

type Run = {
  readonly market: TestMarket;
  readonly buyers: readonly Actor[];
  /** Of hub and worker, which die now and then. */
  readonly hub: TestMarket["hub"]["deps"];
  readonly money: MoneyDeps;
};

// The clock is asked between all steps: one that now and then throws is a process that is killed there.
async function begin(
  market: TestMarket,
  { seed, kill }: { readonly seed: number; readonly kill: number },
): Promise<Run> {
  const buyers = [];
  for (let index = 0; index < 4; index += 1) buyers.push(await market.newBuyer());
  let state = seed;
  const now = (): Date => {
    state = (state * 48_271) % 2_147_483_647;
    if (state / 2_147_483_647 < kill / 4) throw new Killed();
    return market.hub.deps.now();
  };
  return { market, buyers, hub: { ...market.hub.deps, now }, money: { ...market.money, now } };
}

async function surviving(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const expected = error instanceof HubError || error instanceof Killed || error instanceof PaymentError;
    if (!expected) throw error;
  }
}

async function act(run: Run, action: Action): Promise<unknown> {
  const { market, money, hub } = run;
  const { control } = market.fake;
  switch (action.do) {
    case "buy": {
      const price = { amountMinor: 10_000, currency: "EUR" };
      await market.setPrice(
        action.renews ? { kind: "subscription", ...price, every: "month" } : { kind: "one-off", ...price },
      );
      const { buyPersona } = await import("./buy-persona.ts");
      return buyPersona(hub, buyerOf(run, action.who), { listingId: market.listingId, seen: price });
    }
    case "pay": {
      const page = await pageOf(run, action.who, action.old);
      return page === null ? null : control.pay(page, action.fails ? { card: "4000000000000002" } : {});
    }
    case "ask":
    case "give": {
      const buyer = buyerOf(run, action.who);
      const paymentId = await paidBy(run, buyer);
      const [actor, useCase] =
        action.do === "ask" ? ([buyer, askRefund] as const) : ([market.seller, giveBack] as const);
      const amount = action.part === null ? {} : { amountMinor: action.part };
      return paymentId === null ? null : execute(hub, actor, useCase, { paymentId, reason: "Because.", ...amount });
    }
    case "decide": {
      const [row] = await market.sql<
        { id: string }[]
      >`select id from refund_requests where status = 'asked' order by asked_at limit 1`;
      const decision = action.grants ? "granted" : "refused";
      return row === undefined
        ? null
        : execute(hub, market.seller, decideRefund, { requestId: row.id, decision, answer: "So be it." });
    }
    case "dispute": {
      const paymentId = await paidBy(run, buyerOf(run, action.who));
      return paymentId === null ? null : quietly(() => control.openDispute(paymentId));
    }
    case "judge": {
      const [open] = await market.sql<{ dispute_id: string }[]>`
        select dispute_id from disputes where status in ('needs-response', 'under-review') limit 1`;
      return open === undefined ? null : quietly(() => control.decideDispute(open.dispute_id, action.verdict));
    }
    case "cancel": {
      const buyer = buyerOf(run, action.who);
      const [row] = await market.sql<{ subscription_id: string }[]>`
        select subscription_id from subscriptions where tenant_id = ${buyer.tenantId} and ended_at is null limit 1`;
      if (row === undefined) return null;
      return (action.back ? resumeSubscription : cancelSubscription)(hub, buyer, row.subscription_id);
    }
    case "drain": {
      const [row] = await market.sql<{ account_id: string }[]>`select account_id from seller_accounts`;
      return control.drain(row?.account_id ?? "");
    }
    case "wait":
      return market.advance(action.days * dayMs);
    case "handle":
      for (const subject of await claimSubjects(money, action.most)) await handleSubject(money, subject);
      return null;
    case "tend":
      await surviving(() => tendRefunds(money));
      await surviving(() => answerDisputes(money));
      return tendTransfers(money);
  }
}

function buyerOf({ buyers }: Run, index: number): Actor {
  const buyer = buyers[index];
  if (buyer === undefined) throw new TypeError("There are four buyers.");
  return buyer;
}

async function pageOf({ market, buyers }: Run, index: number, old: boolean): Promise<string | null> {
  const rows = await market.sql<
    { id: string }[]
  >`select id from orders where tenant_id = ${buyers[index]?.tenantId ?? ""}
    and checkout_id is not null order by created_at`;
  const order = old ? rows[0] : rows.at(-1);
  return order === undefined ? null : checkoutOf(market.sql, order.id);
}

async function paidBy({ market }: Run, { tenantId }: Actor): Promise<string | null> {
  const [row] = await market.sql<{ payment_id: string }[]>`
    select payment_id from payments where tenant_id = ${tenantId} and status = 'succeeded' order by paid_at desc limit 1`;
  return row?.payment_id ?? null;
}

// What the processor itself refuses is no event in this history.
async function quietly(work: () => unknown): Promise<void> {
  await Promise.resolve()
    .then(work)
    .catch(() => {});
}

/** Everybody lives again, the processor answers, and the night's comparison has run. */
async function comeToRest(market: TestMarket): Promise<void> {
  const { control } = market.fake;
  control.setApi({});
  control.setDelivery({});
  for (let round = 0; round < 4; round += 1) {
    // What was claimed by who died comes free.
    market.advance(2 * 3_600_000);
    await market.settle();
    const now = market.hub.deps.now().getTime();
    await reconcile(market.money, { from: now - 1_000 * dayMs, to: now + dayMs });
    await tendRefunds(market.money);
    await answerDisputes(market.money);
    await tendTransfers(market.money);
  }
  await market.settle();
}

async function compare({ market, buyers }: Run, truth: ProcessorTruth): Promise<void> {
  const { sql } = market;
  await compareLedger(market, truth);
  for (const { tenantId } of buyers) {
    const [customer] = await sql<
      { customer_id: string }[]
    >`select customer_id from payment_customers where tenant_id = ${tenantId}`;
    const charges = truth.charges.filter(
      (charge) => charge.customer === customer?.customer_id && charge.status === "succeeded",
    );
    const subscriptions = truth.subscriptions.filter((each) => each.customer === customer?.customer_id);
    const [held] = await sql<
      { order_id: string; ends_at: Date | null; blocked: string | null; subscription_id: string | null }[]
    >`
      select e.order_id, e.ends_at, e.blocked, o.subscription_id from entitlements e join orders o on o.id = e.order_id where e.tenant_id = ${tenantId}`;
    const rows = await sql<
      { payment_id: string; order_id: string; subscription_id: string | null; order_status: string }[]
    >`
      select p.payment_id, p.order_id, p.subscription_id, o.status as order_status from payments p join orders o on o.id = p.order_id
      where p.tenant_id = ${tenantId} and p.status = 'succeeded'`;
    // Every payment is known, whoever was killed when.
    expect(new Set(rows.map((row) => row.payment_id))).toEqual(new Set(charges.map((charge) => charge.id)));
    const kept = charges.filter((charge) => charge.amount_refunded < charge.amount && !isLost(truth, charge.id));
    const orderOf = (paymentId: string): string => rows.find((row) => row.payment_id === paymentId)?.order_id ?? "";
    const going = (paymentId: string): boolean => {
      const row = rows.find((each) => each.payment_id === paymentId);
      if (row?.subscription_id == null) return true;
      return subscriptions.some((each) => each.id === row.subscription_id && each.status === "active");
    };
    const paying = new Set(
      kept
        .map((charge) => charge.id)
        .filter(going)
        .map(orderOf),
    );
    // Nobody pays for one thing twice at a time, and nobody who pays goes without.
    expect(paying.size).toBeLessThanOrEqual(1);
    const now = market.hub.deps.now();
    const [order] = [...paying];
    if (order !== undefined) {
      expect(held?.order_id).toBe(order);
      expect(held?.ends_at === null || (held?.ends_at ?? now) > now).toBe(true);
    }
    // No right without a payment: what goes on without an end was paid for once.
    if (held !== undefined && held.ends_at === null) {
      expect(kept.map((charge) => orderOf(charge.id))).toContain(held.order_id);
      expect(held.subscription_id).toBeNull();
    }
    if (held !== undefined) {
      const disputed = charges.some((charge) => orderOf(charge.id) === held.order_id && isOpen(truth, charge.id));
      expect(held.blocked).toBe(disputed ? "disputed" : null);
    }
    expect(rows.length === 0).toBe(charges.length === 0);
  }
}

async function compareLedger({ sql }: TestMarket, truth: ProcessorTruth): Promise<void> {
  const off = await sql`select currency from ledger_postings group by currency having sum(amount_minor) <> 0`;
  expect(off).toHaveLength(0);
  const [booked] = await sql<{ total: string | null }[]>`
    select sum(amount_minor)::text as total from ledger_postings where account = 'processor' and currency = 'EUR'`;
  const net = truth.movements
    .filter(({ currency }) => currency === "eur")
    .reduce((sum, movement) => sum + movement.net, 0);
  expect(Number(booked?.total ?? 0)).toBe(net);
  const unexplained = await sql`select 1 from ledger_postings where account = 'unexplained'`;
  expect(unexplained).toHaveLength(0);
  // No transfer without a charge, and none above what its seller had of it.
  for (const charge of truth.charges) {
    const moved = truth.transfers.filter((transfer) => transfer.source_transaction === charge.id);
    const total = moved.reduce((sum, transfer) => sum + transfer.amount - transfer.amount_reversed, 0);
    expect(total).toBeLessThanOrEqual(Math.ceil(charge.amount * 0.85));
  }
  expect(truth.transfers.every((transfer) => transfer.source_transaction !== null)).toBe(true);
  const waiting = await sql`select problem from payment_events where handled_at is null`;
  expect(waiting).toHaveLength(0);
}

function isLost({ disputes }: ProcessorTruth, charge: string): boolean {
  return disputes.some((dispute) => dispute.charge === charge && dispute.status === "lost");
}

function isOpen({ disputes }: ProcessorTruth, charge: string): boolean {
  const open = new Set(["needs_response", "under_review"]);
  return disputes.some((dispute) => dispute.charge === charge && open.has(dispute.status));
}
