import { withTenant, withoutTenant } from "@fleet-persona/db";
import type { Database } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import { startTestMarket } from "./testing/test-market.fixture.ts";
import type { TestMarket } from "./testing/test-market.fixture.ts";

// What the database itself refuses, whatever a program of this project does wrong.
describe("who may touch money", () => {
  let market: TestMarket;
  let buyer: Actor;
  let stranger: Actor;

  beforeAll(async () => {
    market = await startTestMarket();
    [buyer, stranger] = [await market.newBuyer(), await market.newBuyer()];
    await market.bought(buyer);
  });
  afterAll(() => market[Symbol.asyncDispose]());

  const as = (actor: Actor, statement: SQL): Promise<unknown> =>
    withTenant(market.hub.deps.db, actor.tenantId, (tx) => tx.execute(statement));
  const said = async (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => "it was not refused",
      (error: unknown) => String((error as { cause?: { message?: string } }).cause?.message ?? error),
    );
  const rows = async (actor: Actor, table: string): Promise<number> =>
    ((await as(actor, sql.raw(`select 1 from ${table}`))) as readonly unknown[]).length;

  it("fleet_app writes neither payments nor the ledger nor what was bought", async () => {
    const { listingId, seller } = market;
    const payment = sql`update payments set refunded_minor = 0`;
    const entry = sql`insert into ledger_entries (source, revision, kind, at) values ('payment:mine', 1, 'payment', now())`;
    const status = sql`update orders set status = 'fulfilled' where tenant_id = ${buyer.tenantId}::uuid`;
    const seats = sql`update entitlements set seats = 1000000`;
    for (const statement of [payment, entry, seats])
      expect(await said(as(buyer, statement))).toMatch(/permission denied/);
    // What is paid is no longer an order of the buyer's to change.
    expect(await as(buyer, status)).toHaveLength(0);
    const paid = sql`insert into orders (tenant_id, seller_tenant_id, listing_id, amount_minor, currency, status, ordered_by, price_kind, unit_minor)
      values (${stranger.tenantId}::uuid, ${seller.tenantId}::uuid, ${listingId}::uuid, 10000, 'EUR', 'fulfilled', ${stranger.userId}::uuid, 'one-off', 10000)`;
    expect(await said(as(stranger, paid))).toMatch(/row-level security/);
  });

  it("an order has the price of the shelf, and opens no entitlement", async () => {
    const { listingId, seller } = market;
    const order = (minor: number): SQL => sql`
      insert into orders (tenant_id, seller_tenant_id, listing_id, amount_minor, currency, status, ordered_by, price_kind, unit_minor)
      values (${stranger.tenantId}::uuid, ${seller.tenantId}::uuid, ${listingId}::uuid, ${minor}, 'EUR', 'open', ${stranger.userId}::uuid, 'one-off', ${minor})
      returning id`;
    expect(await said(as(stranger, order(1)))).toMatch(/row-level security/);
    const [row] = (await as(stranger, order(10_000))) as readonly { id: string }[];
    const right = sql`insert into entitlements (tenant_id, seller_tenant_id, listing_id, order_id)
      values (${stranger.tenantId}::uuid, ${seller.tenantId}::uuid, ${listingId}::uuid, ${row?.id ?? ""}::uuid)`;
    expect(await said(as(stranger, right))).toMatch(/row-level security/);
  });

  it("a tenant reads its own payments, a seller its own lines, and a stranger nothing", async () => {
    expect([
      await rows(buyer, "payments"),
      await rows(market.seller, "payments"),
      await rows(stranger, "payments"),
    ]).toEqual([1, 1, 0]);
    expect([await rows(buyer, "ledger_postings"), await rows(stranger, "ledger_postings")]).toEqual([0, 0]);
    expect(await rows(market.seller, "ledger_postings")).toBe(1);
    expect(await rows(stranger, "seller_accounts")).toBe(0);
    expect(await said(as(stranger, sql`select 1 from payment_customers where tenant_id <> app_tenant()`))).toBe(
      "it was not refused",
    );
    expect(await rows(stranger, "payment_customers")).toBe(0);
  });

  it("the ledger is only added to, by nobody out of balance and to no entry of before", async () => {
    const { money, sql: owner } = market;
    const change = owner`update ledger_postings set amount_minor = 1`;
    expect(await said(change)).toMatch(/append-only/);
    expect(await said(owner`delete from ledger_entries`)).toMatch(/append-only/);
    const one = sql`with entry as (
        insert into ledger_entries (source, revision, kind, at) values ('payment:lopsided', 1, 'payment', now()) returning id
      ) insert into ledger_postings (entry_id, line, account, amount_minor, currency) select id, 1, 'commission', 500, 'EUR' from entry`;
    expect(await said(withoutTenant(money.db as Database, (tx) => tx.execute(one)))).toMatch(/does not balance/);
    const late = sql`insert into ledger_postings (entry_id, line, account, amount_minor, currency)
      select min(id), 9, 'commission', 500, 'EUR' from ledger_entries`;
    expect(await said(withoutTenant(money.db as Database, (tx) => tx.execute(late)))).toMatch(/was booked before/);
    const sums = await owner`select 1 from ledger_postings group by currency having sum(amount_minor) <> 0`;
    expect(sums).toHaveLength(0);
  });
});
