import { randomBytes } from "node:crypto";
import { connect } from "@fleet-persona/db";
import type { Deps } from "@fleet-persona/hub-core";
import { PgBoss } from "pg-boss";
import { pino } from "pino";
import type { Logger } from "pino";
import type { Env } from "./env.ts";

/** Everything the worker is made of. */
export type WorkerDeps = { readonly hub: Deps; readonly boss: PgBoss; readonly log: Logger };

export function makeDeps(env: Env): WorkerDeps {
  const log = pino({ name: "worker", level: env.LOG_LEVEL });
  const hub: Deps = {
    db: connect({ url: env.DATABASE_URL, poolSize: 2 }),
    now: () => new Date(),
    randomBytes: (length) => Uint8Array.from(randomBytes(length)),
  };
  // The schema belongs to the migrations; this role could not change it.
  const boss = new PgBoss({
    connectionString: env.DATABASE_URL,
    max: 3,
    migrate: false,
    createSchema: false,
    reindex: false,
  });
  boss.on("error", (error) => log.warn({ err: error }, "the job queue lost its database for a moment"));
  return { hub, boss, log };
}
