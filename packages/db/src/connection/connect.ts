import { drizzle } from "drizzle-orm/postgres-js";
import type { PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Sql } from "postgres";
import { arrayTypes } from "./array-types.ts";
import { preparing } from "./prepared.ts";

declare const brand: unique symbol;
declare const money: unique symbol;

/** A pool of the role fleet_app. It has no query method: `withTenant`, `withUser` and `withoutTenant` are the handles. */
export type Database = AsyncDisposable & { readonly [brand]: "fleet_app"; close(): Promise<void> };

/** A pool of the role fleet_ingest, which may only add frames, decisions and events. */
export type IngestDatabase = AsyncDisposable & { readonly [brand]: "fleet_ingest"; close(): Promise<void> };

/** A pool of the role fleet_money, which follows the payment processor and keeps the ledger: all that fleet_app may, and money's tables of every tenant. */
export type MoneyDatabase = Database & { readonly [money]: true };

/** A transaction bound to a tenant or user: queries go through it and nothing else. */
export type Tx = Parameters<Parameters<PostgresJsDatabase["transaction"]>[0]>[0];

type Pool = {
  readonly sql: Sql;
  readonly orm: PostgresJsDatabase;
  /** The same connections; what is asked through it again and again is prepared. */
  readonly prepared: PostgresJsDatabase;
};
const pools = new WeakMap<object, Pool>();

type ConnectOptions = { readonly url: string; readonly poolSize?: number };

/** Opens a pool for hub, gateway or worker. `url` must log in as fleet_app. Nothing is dialled before the first query. */
export function connect(options: ConnectOptions): Database {
  return open(options) as Database;
}

/** Opens a pool for telemetry ingest. `url` must log in as fleet_ingest. */
export function connectIngest(options: ConnectOptions): IngestDatabase {
  return open(options) as IngestDatabase;
}

/** Opens a pool for what moves money. `url` must log in as fleet_money. */
export function connectMoney(options: ConnectOptions): MoneyDatabase {
  return open(options) as MoneyDatabase;
}

/** The pool behind a handle; not exported from the package. */
export function poolOf(handle: Database | IngestDatabase): Pool {
  const pool = pools.get(handle);
  if (pool === undefined) throw new TypeError("This database handle was not made by connect().");
  return pool;
}

// The driver's own goes up to twenty seconds, counted over all connections: a pool would sleep through the server's return.
function reconnectDelayS(failures: number): number {
  return Math.min(1, 0.02 * 2 ** failures);
}

function open({ url, poolSize = 10 }: ConnectOptions): object {
  // On a distributed database SET LOCAL must reach the shards; plain PostgreSQL keeps the setting and ignores it.
  const connection = { application_name: "fleet-persona", "citus.propagate_set_commands": "local" };
  const sql: Sql = postgres(url, {
    max: poolSize,
    onnotice: () => {},
    connection,
    fetch_types: false,
    types: arrayTypes,
    backoff: reconnectDelayS,
  });
  const close = async (): Promise<void> => {
    await sql.end({ timeout: 5 });
  };
  const handle = { close, [Symbol.asyncDispose]: close };
  pools.set(handle, { sql, orm: drizzle(sql), prepared: drizzle(preparing(sql)) });
  return handle;
}
