import { withoutTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { PaymentError } from "@fleet-persona/payments";
import type { PaymentSubject } from "@fleet-persona/payments";
import { sql } from "drizzle-orm";
import { convergeCheckout } from "./converge-checkout.ts";
import { convergePayment } from "./converge-payment.ts";
import { convergeSeller } from "./converge-seller.ts";
import { convergeSubscription } from "./converge-subscription.ts";
import type { MoneyDeps } from "./payments-deps.ts";

/** What reading something again changed: how many entries were booked, and what else must be read. */
export type Converged = {
  readonly booked: number;
  readonly next: readonly PaymentSubject[];
  /** Ids of the balance's movements that the ledger's entries of a payment stand for. */
  readonly movements?: readonly string[];
};

/**
 * Reads a subject at the processor and brings this hub to its state: rows, ledger, entitlement. Reading an older state than is kept cannot
 * happen, since it is read under the subject's lock; reading the same one changes nothing.
 */
export async function converge(deps: MoneyDeps, subject: PaymentSubject): Promise<Converged> {
  const queue: PaymentSubject[] = [subject];
  const seen = new Set<string>();
  const movements: string[] = [];
  let booked = 0;
  for (let each = queue.shift(); each !== undefined; each = queue.shift()) {
    const name = `${each.kind}:${each.id}`;
    if (seen.has(name)) continue;
    seen.add(name);
    const done = await convergeOne(deps, each);
    booked += done.booked;
    movements.push(...(done.movements ?? []));
    queue.push(...done.next);
  }
  return { booked, next: [], movements };
}

const nothing: Converged = { booked: 0, next: [] };

async function convergeOne(deps: MoneyDeps, { kind, id }: PaymentSubject): Promise<Converged> {
  try {
    return await underLock(deps, `${kind}:${id}`, (tx) => {
      if (kind === "payment") return convergePayment(deps, tx, id);
      if (kind === "checkout") return convergeCheckout(deps, tx, id);
      if (kind === "subscription") return convergeSubscription(deps, tx, id);
      return convergeSeller(deps, tx, id);
    });
  } catch (error) {
    // Named by an event and nowhere to be found: another account's, or deleted.
    if (error instanceof PaymentError && error.code === "not-found") return nothing;
    throw error;
  }
}

/** Runs under a lock of the subject's own, held to the end of the transaction: two workers read one after the other. */
export function underLock<T>(deps: MoneyDeps, name: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return withoutTenant(deps.db, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`money/${name}`}, 0))`);
    return work(tx);
  });
}
