import { connectMoney } from "@fleet-persona/db";
import type { Deps, MoneyDeps } from "@fleet-persona/hub-core";
import { gatewayOf } from "@fleet-persona/payments";
import type { Env } from "../env.ts";

/** What moving money takes, with a pool of its own; null for a worker that was not given a processor and the role that keeps the ledger. */
export function moneyOf(env: Env, hub: Deps): MoneyDeps | null {
  const gateway = gatewayOf(env);
  if (gateway === null || env.DATABASE_URL_MONEY === undefined || env.HUB_URL === undefined) return null;
  // Each lane holds a subject's lock while it asks the processor, and a seller's beside it.
  const poolSize = 2 + 2 * env.PAYMENT_CONCURRENCY;
  const { now, randomBytes } = hub;
  const payments = { gateway, hubUrl: new URL(env.HUB_URL).origin };
  return { db: connectMoney({ url: env.DATABASE_URL_MONEY, poolSize }), now, randomBytes, payments };
}
