import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@fleet-persona/db";
import type { EmbeddedPostgres } from "@fleet-persona/db";
import { reconcile } from "@fleet-persona/hub-core";
import { workPayments } from "@fleet-persona/worker";
import { pino } from "pino";
import postgres from "postgres";
import type { Sql } from "postgres";
import { benchResult } from "../result.ts";
import type { BenchResult } from "../result.ts";
import { startHub } from "../store/hub-under-test.ts";
import { entitlementProblems } from "./entitlement-problems.ts";
import { startFake } from "./fake-under-test.ts";
import type { FakeUnderTest } from "./fake-under-test.ts";
import { idOf, pairOf } from "./market-ids.ts";
import type { Market } from "./market-ids.ts";
import { openMoney } from "./money-under-test.ts";
import { paymentVariables } from "./payment-variables.ts";
import { addRows, seedMarket } from "./seed-market.ts";
import { standingProblems } from "./standing-problems.ts";
import { disorder, live, renews, storyMs } from "./story.ts";
import type { Placed } from "./story.ts";

const dayMs = 86_400_000;
const behindMs = storyMs + 4 * dayMs;
const lanes = 4;
// What an order of the story leads to on the average, a little less: what is missing is announced once more.
const eventsOfAnOrder = 14;

/**
 * Five weeks of a market told to the hub in production in the wrong order, some of it twice, some never, while a worker follows it; then a
 * night's comparison for what was never told. From the first event to the state that follows from the processor's own objects; throws where
 * it is another one.
 */
export async function convergenceFigures(
  server: EmbeddedPostgres,
  folder: string,
  events: number,
  progress: (line: string) => void,
): Promise<readonly BenchResult[]> {
  const port = await freePort();
  await using fake = await startFake({ webhookUrl: `http://127.0.0.1:${port}/api/payments/events`, behindMs });
  await using _hub = await startHub(server.appUrl, folder, { port, variables: paymentVariables(fake) });
  await using money = openMoney(server, fake);
  const sql = postgres(server.ownerUrl, { max: 1, onnotice: () => {} });
  try {
    const orders = Math.ceil(events / eventsOfAnOrder);
    progress(`convergence: placing ${orders} orders`);
    await fake.call("delivery", { lost: 1 });
    const placed = await place(fake, sql, orders);
    const before = (await fake.call("counts"))["deliveries"] ?? 0;
    progress("convergence: five weeks, in the wrong order");
    const figures = await (async () => {
      await using _worker = workPayments(money, pino({ level: "silent" }), lanes);
      await live(fake, placed);
      const made = ((await fake.call("counts"))["deliveries"] ?? 0) - before;
      await fake.call("delivery", disorder);
      const announced = made < events ? await fake.call("stir", events - made) : 0;
      const acks = (await fake.call("delivered")).toSorted((a, b) => a - b);
      await handled(sql);
      return { events: made + announced, acks };
    })();
    const heard = await sinceFirst(sql);
    progress("convergence: what was never told");
    const night = await reconcile(money, { from: Date.now() - 2 * behindMs, to: Date.now() + dayMs, lanes });
    const seconds = await sinceFirst(sql);
    const problems = [...(await standingProblems(fake, sql)), ...(await entitlementProblems(fake, sql))];
    if (problems.length > 0) throw new Error(`${problems.length} are wrong: ${problems.slice(0, 10).join("; ")}`);
    const shown = (name: string, value: number, unit: string) => benchResult({ name, value, unit, target: null });
    return [
      benchResult({ name: "convergence_seconds", value: seconds, unit: "s", target: { atMost: 120 } }),
      shown("convergence_heard_seconds", heard, "s, to the last event handled"),
      shown("convergence_events", figures.events, "events, 3 % lost and all of every 23rd order"),
      shown("convergence_deliveries", figures.acks.length, "deliveries acknowledged"),
      shown(
        "convergence_ack_p99_ms",
        figures.acks[Math.floor(figures.acks.length * 0.99)] ?? Number.NaN,
        "ms, 16 at a time",
      ),
      shown("convergence_found", night.differences, "differences found by reconciling"),
    ];
  } finally {
    await sql.end();
  }
}

async function place(fake: FakeUnderTest, sql: Sql, count: number): Promise<readonly Placed[]> {
  const market: Market = { sellers: 20, buyers: Math.ceil(count / 10), listings: 20 };
  await seedMarket(sql, market);
  const expiresAt = (await fake.call("now")) + 23 * 3_600_000;
  const customers = new Map<number, Promise<string>>();
  const customerOf = (buyer: number): Promise<string> => {
    const tenantId = idOf("tenant", buyer);
    const known = customers.get(buyer);
    const customer =
      known ?? fake.gateway.createCustomer({ key: tenantId, tenantId, name: tenantId, email: `p${buyer}@example.com` });
    customers.set(buyer, customer);
    return customer;
  };
  const rows: Record<string, unknown>[] = [];
  const placed: Placed[] = [];
  for (let index = 0; index < count; index += 1) {
    const { buyer, listing, seller } = pairOf(index, market);
    const every = renews(index) ? ("month" as const) : null;
    const unitMinor = 1_900 + 100 * (index % 50);
    const ids = { orderId: idOf("order", index), tenantId: idOf("tenant", buyer), listingId: idOf("listing", listing) };
    const priced = { unitMinor, currency: index % 7 === 0 ? "JPY" : "EUR", quantity: 1, every, trialDays: null };
    const pages = { successUrl: "http://127.0.0.1:1/", cancelUrl: "http://127.0.0.1:1/", expiresAt };
    const whose = { key: ids.orderId, ...ids, customerId: await customerOf(buyer), title: `Persona ${listing}` };
    const checkout = await fake.gateway.createCheckout({ ...whose, ...priced, ...pages });
    placed.push({ place: index, orderId: ids.orderId, session: checkout.checkoutId });
    const owner = { id: ids.orderId, tenant_id: ids.tenantId, seller_tenant_id: idOf("tenant", seller) };
    const price = { price_kind: every === null ? "one-off" : "subscription", unit_minor: unitMinor, every };
    rows.push({
      ...owner,
      listing_id: ids.listingId,
      ...price,
      amount_minor: unitMinor,
      quantity: 1,
      basis_points: 1_500,
      currency: priced.currency,
      status: "open",
      ordered_by: idOf("user", buyer),
      created_at: new Date(expiresAt - dayMs).toISOString(),
      checkout_id: checkout.checkoutId,
      checkout_url: checkout.url,
      checkout_expires_at: new Date(expiresAt).toISOString(),
    });
  }
  await addRows(sql, "orders", rows);
  return placed;
}

const patienceMs = 600_000;

async function handled(sql: Sql): Promise<void> {
  for (const until = Date.now() + patienceMs; ;) {
    const [row] = await sql<{ waiting: number; problem: string | null }[]>`
      select count(*)::integer as waiting, max(problem) as problem from payment_events where handled_at is null`;
    if (row?.waiting === 0) return;
    if (Date.now() > until) throw new Error(`${row?.waiting} events are not handled: ${row?.problem ?? "no problem"}`);
    await sleep(200);
  }
}

async function sinceFirst(sql: Sql): Promise<number> {
  const [row] = await sql<{ at: Date }[]>`select min(received_at) as at from payment_events`;
  return (Date.now() - (row?.at.getTime() ?? Number.NaN)) / 1_000;
}
