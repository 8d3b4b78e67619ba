import { sql } from "drizzle-orm";
import type { PgBoss } from "pg-boss";
import type { Tx } from "../connection/connect.ts";

/** `data` carries ids only: the queue has no row-level security. A higher priority goes first. */
export type NewJob = {
  readonly id: string;
  readonly data: Readonly<Record<string, string | number>>;
  readonly priority: number;
};

/** Adds jobs to a queue in the caller's transaction: they are there when it commits, and not at all when it does not. */
export async function enqueueJobs(tx: Tx, queue: string, jobs: readonly NewJob[]): Promise<void> {
  const rows = jobs.map(({ id, data, priority }) => ({ id, data, priority }));
  await using boss = await bossOf(tx);
  await boss.queue.insert(queue, rows);
}

/** Takes jobs back in the caller's transaction, whatever became of them; ids that are not there are ignored. */
export async function withdrawJobs(tx: Tx, queue: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await using boss = await bossOf(tx);
  await boss.queue.deleteJob(queue, [...ids]);
}

type OpenQueue = AsyncDisposable & { readonly queue: PgBoss };

// One for each transaction (3 ms): it has no pool, no timers that outlive it, and nothing to close with the database.
async function bossOf(tx: Tx): Promise<OpenQueue> {
  // Loaded here alone: who only queries should not carry a job queue.
  const { PgBoss: Boss, fromDrizzle } = await import("pg-boss");
  const queue = new Boss({
    db: fromDrizzle(tx, sql),
    migrate: false,
    createSchema: false,
    supervise: false,
    schedule: false,
    registerInstance: false,
    reindex: false,
  });
  // Without a listener an error would end the process; the failing statement rejects anyway.
  queue.on("error", () => {});
  await queue.start();
  return { queue, [Symbol.asyncDispose]: () => queue.stop({ graceful: false, close: false }) };
}
