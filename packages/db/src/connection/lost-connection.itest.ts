import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startTestDatabase } from "../testing/start-test-database.ts";
import type { TestDatabase } from "../testing/start-test-database.ts";
import { connect } from "./connect.ts";
import { withoutTenant } from "./transaction.ts";
import type { Database, Tx } from "./connect.ts";

const answer = (tx: Tx) => tx.execute(sql`select 1 as one`);
const backendOf = async (tx: Tx): Promise<number> =>
  Number((await tx.execute(sql`select pg_backend_pid() as pid`))[0]?.["pid"]);

describe("withoutTenant", () => {
  let database: TestDatabase;
  let db: Database;

  beforeAll(async () => {
    database = await startTestDatabase();
    // One connection, so that whoever comes next must make do with the one that was lost.
    db = connect({ url: database.appUrl, poolSize: 1 });
  });
  afterAll(async () => {
    await db.close();
    await database[Symbol.asyncDispose]();
  });

  async function terminate(pid: number): Promise<void> {
    const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
    await owner`select pg_terminate_backend(${pid})`;
    await owner.end();
  }

  it("rejects when its backend is ended during a statement, and the next transaction is answered at once", async () => {
    for (let round = 0; round < 5; round += 1) {
      const lost = withoutTenant(db, async (tx) => {
        const ended = terminate(await backendOf(tx));
        await tx.execute(sql`select pg_sleep(20)`);
        await ended;
      });
      await expect(lost).rejects.toThrow();
      expect(await vi.waitFor(() => withoutTenant(db, answer), { timeout: 5_000 })).toEqual([{ one: 1 }]);
    }
  });

  it("runs nothing of a transaction whose backend is gone, least of all within somebody else's", async () => {
    const end = Promise.withResolvers<void>();
    let late: Promise<unknown> | undefined;
    const lost = withoutTenant(db, async (tx) => {
      await terminate(await backendOf(tx));
      await end.promise;
      late = tx.execute(sql`set local app.tenant = '00000000-0000-0000-0000-000000000001'`);
      await late;
    });
    await expect(lost).rejects.toThrow();
    const other = withoutTenant(db, async (tx) => {
      await answer(tx);
      end.resolve();
      await sleep(50);
      return tx.execute(sql`select current_setting('app.tenant', true) as tenant`);
    });
    const [row] = await other;
    expect(row?.["tenant"] ?? "").toBe("");
    await expect(late).rejects.toThrow();
  });

  it("goes on after the server was killed under many transactions and started again", async () => {
    await using many = connect({ url: database.appUrl, poolSize: 4 });
    const ends = Promise.allSettled(
      Array.from({ length: 40 }, () => withoutTenant(many, (tx) => tx.execute(sql`select pg_sleep(0.2)`))),
    );
    await sleep(300);
    await database.server.kill();
    await sleep(300);
    await database.server.restart();
    await ends;
    const answers = Array.from({ length: 8 }, () =>
      vi.waitFor(() => withoutTenant(many, answer), { timeout: 10_000, interval: 100 }),
    );
    expect((await Promise.all(answers)).length).toBe(8);
  });
});
