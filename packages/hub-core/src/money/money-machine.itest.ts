import { PaymentError } from "@fleet-persona/payments";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, it } from "vitest";
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
import { compareWithTruth } from "./testing/compare-with-truth.fixture.ts";
import { readTruth } from "./testing/processor-truth.fixture.ts";
import { checkoutOf, dayMs, startTestMarket } from "./testing/test-market.fixture.ts";
import type { TestMarket } from "./testing/test-market.fixture.ts";

class Killed extends Error {}

const who = fc.nat(3);
const anyAction = fc.oneof(
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
type Action = typeof anyAction extends fc.Arbitrary<infer Each> ? Each : never;

const history = fc.record({
  actions: fc.array(anyAction, { minLength: 10, maxLength: 40 }),
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
          await compareWithTruth(run, await readTruth(market.fake));
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
    const all: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
    const expected = all.every(
      (each) => each instanceof HubError || each instanceof Killed || each instanceof PaymentError,
    );
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
    case "handle": {
      for (const subject of await claimSubjects(money, action.most)) await handleSubject(money, subject);
      return null;
    }
    case "tend": {
      await surviving(() => tendRefunds(money));
      await surviving(() => answerDisputes(money));
      return tendTransfers(money);
    }
    default:
      return action satisfies never;
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
