import type { EmbeddedPostgres } from "@fleet-persona/db";
import { reconcile } from "@fleet-persona/hub-core";
import type { Reconciliation } from "@fleet-persona/hub-core";
import postgres from "postgres";
import type { Sql } from "postgres";
import { benchResult } from "../result.ts";
import type { BenchResult } from "../result.ts";
import { bookPast, readPast } from "./book-past.ts";
import type { Past } from "./book-past.ts";
import { startFake } from "./fake-under-test.ts";
import type { FakeUnderTest } from "./fake-under-test.ts";
import type { Market } from "./market-ids.ts";
import { openMoney } from "./money-under-test.ts";
import { seedMarket } from "./seed-market.ts";
import { standingProblems } from "./standing-problems.ts";

const dayMs = 86_400_000;
const days = 30;
const unit = (text: string) => ({ unit: text, target: null });

/**
 * A night's comparison of so many payments with the ledger, some dozens of differences among them; then again, when there are none.
 * Throws where one was not found, not healed, or found twice.
 */
export async function reconcileFigures(
  server: EmbeddedPostgres,
  payments: number,
  progress: (line: string) => void,
): Promise<readonly BenchResult[]> {
  await using fake = await startFake({});
  const sql = postgres(server.ownerUrl, { max: 1, onnotice: () => {} });
  try {
    const market: Market = { sellers: 50, buyers: Math.ceil(payments / 20), listings: 20 };
    progress(`reconcile: ${payments} payments`);
    await seedMarket(sql, market);
    const past = await makePast(fake, payments);
    await bookPast(sql, past, market);
    const wanted = await plant(fake, sql, past);
    await using money = openMoney(server, fake);
    const now = Date.now();
    const timed = async (): Promise<readonly [Reconciliation, number]> => {
      const begun = performance.now();
      const done = await reconcile(money, { from: now - (days + 5) * dayMs, to: now + dayMs });
      return [done, (performance.now() - begun) / 1_000];
    };
    progress("reconcile: the first night");
    const [first, seconds] = await timed();
    requireFindings(first, wanted);
    progress("reconcile: the second night");
    const [second, again] = await timed();
    requireFindings(second, []);
    const problems = await standingProblems(fake, sql);
    if (problems.length > 0) throw new Error(`After reconciling: ${problems.slice(0, 10).join("; ")}`);
    return [
      benchResult({ name: "reconcile_seconds", value: seconds, unit: "s", target: { atMost: 60 } }),
      benchResult({ name: "reconcile_again_seconds", value: again, ...unit("s, nothing differs") }),
      benchResult({ name: "reconcile_looked", value: first.looked, ...unit("things at the processor") }),
      benchResult({
        name: "reconcile_differences",
        value: first.differences,
        ...unit("found and healed, all there were"),
      }),
    ];
  } finally {
    await sql.end();
  }
}

const few = 10;

async function makePast(fake: FakeUnderTest, payments: number): Promise<Past> {
  const seller = await fake.gateway.createSeller({
    key: "seller",
    tenantId: "seller",
    name: "Seller",
    email: "seller@example.test",
    country: "DE",
  });
  await fake.call("onboard", seller.accountId);
  const asked = { payments, days, seed: 1, refunded: 0.03, transferTo: seller.accountId, ours: true };
  await fake.call("seed", asked);
  // Right already, with two movements each, weeks apart or in one second: nothing may be found of them.
  const charges = (await fake.all<{ id: string; amount_refunded: number }>("/v1/charges", "&created[gte]=0")).filter(
    (charge) => charge.amount_refunded === 0,
  );
  const refunds = await fake.all<{ id: string }>("/v1/refunds");
  await fake.call(
    "failRefunds",
    refunds.slice(-few).map(({ id }) => id),
  );
  const disputed = charges.slice(0, 2 * few).map(({ id }) => ({ charge: id }));
  const disputes = await fake.call("dispute", disputed);
  await fake.call("decide", disputes.slice(0, few), "won");
  return readPast(fake);
}

/** What `reconcile` must find, as it names it. */
async function plant(fake: FakeUnderTest, sql: Sql, past: Past): Promise<readonly string[]> {
  const untouched = past.charges.filter(
    ({ id }) => !past.refunds.has(id) && !past.disputes.has(id) && !past.transfers.has(id),
  );
  const refunded = [...past.refunds.values()].filter(({ status }) => status === "succeeded");
  const missing = untouched.slice(0, 4 * few).map(({ id }) => id);
  const unread = refunded.slice(0, 3 * few);
  await forget(
    sql,
    missing,
    unread.map(({ id }) => id),
  );
  const unheard: string[] = [];
  // A refund that failed weeks after it was booked, a refund and disputes that nobody told of, and one that was lost without a movement.
  const failing = refunded.slice(3 * few, 4 * few).map(({ id }) => id);
  await fake.call("failRefunds", failing);
  const won = await fake.call(
    "dispute",
    untouched.slice(4 * few, 5 * few).map(({ id }) => ({ charge: id })),
  );
  await fake.call("decide", won, "won");
  const open = [...past.disputes.values()].filter(({ status }) => status === "needs_response");
  await fake.call(
    "decide",
    open.slice(0, few).map(({ id }) => id),
    "lost",
  );
  unheard.push(...open.slice(0, few).map(({ charge }) => `not-read payment:${charge}`));
  await fake.call("seed", { payments: 5 * few, days: 20, seed: 2, refunded: 0, transferTo: null, ours: false });
  const foreign = (await fake.all<{ id: string; metadata: Readonly<Record<string, string>> }>("/v1/charges")).filter(
    ({ metadata }) => metadata["order_id"] === undefined,
  );
  return [
    ...missing.map((id) => `movement payment:${id}`),
    ...unread.map(({ id }) => `movement refund:${id}`),
    ...failing.map((id) => `movement refund:${id}`),
    ...won.map((id) => `movement dispute:${id}`),
    ...unheard,
    ...foreign.map(({ id }) => `unexplained payment:${id}`),
  ];
}

// As if nothing had been heard of these payments and refunds.
async function forget(sql: Sql, payments: readonly string[], refunds: readonly string[]): Promise<void> {
  const sources = [...payments.map((id) => `payment:${id}`), ...refunds.map((id) => `refund:${id}`)];
  await sql`delete from ledger_postings where entry_id in (select id from ledger_entries where source = any (${sources}))`;
  await sql`delete from ledger_entries where source = any (${sources})`;
  await sql`update orders o set status = 'fulfilled' from payments p join refunds r using (payment_id)
    where r.refund_id = any (${[...refunds]}) and o.id = p.order_id`;
  await sql`update entitlements e set ends_at = null, ended_because = null from payments p join refunds r using (payment_id)
    where r.refund_id = any (${[...refunds]}) and e.order_id = p.order_id`;
  await sql`update payments p set refunded_minor = 0 from refunds r where r.payment_id = p.payment_id and r.refund_id = any (${[...refunds]})`;
  await sql`delete from refunds where refund_id = any (${[...refunds]})`;
  await sql`update orders o set status = 'open', settled_at = null from payments p where p.payment_id = any (${[...payments]}) and o.id = p.order_id`;
  await sql`delete from entitlements e using payments p where p.payment_id = any (${[...payments]}) and e.order_id = p.order_id`;
  await sql`delete from payments where payment_id = any (${[...payments]})`;
}

function requireFindings({ findings, healed, differences }: Reconciliation, wanted: readonly string[]): void {
  const found = findings.map(({ what, subject }) => `${what} ${subject}`);
  const [missed, beyond] = [
    wanted.filter((each) => !found.includes(each)),
    found.filter((each) => !wanted.includes(each)),
  ];
  if (missed.length > 0 || beyond.length > 0 || healed !== differences || found.length !== wanted.length)
    throw new Error(
      `Of ${wanted.length} differences ${missed.length} were not found (${missed.slice(0, 5).join(", ")}); ${beyond.length} were found beyond them (${beyond.slice(0, 5).join(", ")}); ${healed} of ${differences} are healed.`,
    );
}
