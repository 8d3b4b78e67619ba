import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, connectIngest, connectMoney } from "../connection/connect.ts";
import type { Database, IngestDatabase, MoneyDatabase } from "../connection/connect.ts";
import { startEmbeddedPostgres } from "../embedded/start.ts";
import type { EmbeddedPostgres } from "../embedded/start.ts";
import { migrate } from "../migrations/migrate.ts";
import { copyTemplate } from "./database-template.ts";

/** A migrated throwaway PostgreSQL with a pool for each role; disposing leaves nothing behind. */
export type TestDatabase = AsyncDisposable & {
  readonly server: EmbeddedPostgres;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly ingestUrl: string;
  readonly moneyUrl: string;
  readonly db: Database;
  readonly ingest: IngestDatabase;
  /** Dialled by its first query, as the others are. */
  readonly money: MoneyDatabase;
};

/** Starts a database of its own for one test file; any number may run side by side. */
export async function startTestDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "fleet-persona-test-"));
  // As root the server runs as somebody else, who must be able to pass through.
  await chmod(folder, 0o711);
  await using undo = new AsyncDisposableStack();
  undo.defer(() => rm(folder, { recursive: true, force: true }));
  await copyTemplate(folder);
  const server = undo.use(await startEmbeddedPostgres({ folder, durable: false }));
  const { ownerUrl, appUrl, ingestUrl, moneyUrl } = server;
  await migrate({ ownerUrl });
  const db = undo.use(connect({ url: appUrl, poolSize: 4 }));
  const ingest = undo.use(connectIngest({ url: ingestUrl, poolSize: 2 }));
  const money = undo.use(connectMoney({ url: moneyUrl, poolSize: 4 }));
  const owned = undo.move();
  const urls = { ownerUrl, appUrl, ingestUrl, moneyUrl };
  return { server, ...urls, db, ingest, money, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
