import { tables, withoutTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { planTransfers } from "@fleet-persona/money";
import { PaymentError } from "@fleet-persona/payments";
import type { PaymentState } from "@fleet-persona/payments";
import { eq, sql } from "drizzle-orm";
import { keepPayment } from "./converge-payment.ts";
import { underLock } from "./converge.ts";
import { eachOnItsOwn } from "./each-on-its-own.ts";
import type { MoneyDeps } from "./payments-deps.ts";
import { leastTransfer } from "./read-seller-money.ts";
import { readHoldings } from "./seller-holdings.ts";

/**
 * Takes back from sellers what went back to buyers after it was transferred, then transfers what is out of its refund window. What a
 * seller's account cannot give is carried: its next transfers are smaller by it.
 */
export async function tendTransfers(
  deps: MoneyDeps,
): Promise<{ readonly transferred: number; readonly reversed: number }> {
  const { sellerAccounts } = tables;
  let [transferred, reversed] = [0, 0];
  const sellers = await withoutTenant(deps.db, (tx) =>
    tx.select().from(sellerAccounts).where(eq(sellerAccounts.status, "active")),
  );
  const backs = (await overpaid(deps)).map((paymentId) => async () => {
    reversed += await reverse(deps, paymentId);
  });
  const payments = sellers.map((seller) => async () => {
    transferred += await paySeller(deps, seller);
  });
  await eachOnItsOwn([...backs, ...payments], (make) => make());
  return { transferred, reversed };
}

type Seller = typeof tables.sellerAccounts.$inferSelect;

// One worker at a time for a seller: what is planned is what is owed until it is done.
function paySeller(deps: MoneyDeps, { tenantId, accountId, payoutMinimum }: Seller): Promise<number> {
  return underLock(deps, `transfers:${tenantId}`, async (tx) => {
    let made = 0;
    for (const [currency, holdings] of await readHoldings(tx, tenantId, deps.now())) {
      const { transfers } = planTransfers(holdings, leastTransfer(currency, payoutMinimum));
      for (const { paymentId, amountMinor } of transfers)
        if (await transfer(deps, { tenantId, accountId, paymentId, amountMinor, currency })) made += 1;
    }
    return made;
  });
}

type Planned = {
  readonly tenantId: string;
  readonly accountId: string;
  readonly paymentId: string;
  readonly amountMinor: number;
  readonly currency: string;
};

function transfer(
  deps: MoneyDeps,
  { tenantId, accountId, paymentId, amountMinor, currency }: Planned,
): Promise<boolean> {
  const { gateway } = deps.payments;
  return underLock(deps, `payment:${paymentId}`, async (tx) => {
    // The plan is of the ledger; what happened since, also a transfer that was cut off before it was booked, is read first.
    const state = await gateway.getPayment(paymentId);
    await keepPayment(deps, tx, state);
    const holding = (await readHoldings(tx, tenantId, deps.now()))
      .get(currency)
      ?.find((each) => each.paymentId === paymentId);
    if (holding === undefined || !holding.matured || holding.held || holding.amountMinor < amountMinor) return false;
    const key = `transfer_${paymentId}_${state.transfers.length}`;
    const done = await refusedBySeller(gateway.transfer({ key, paymentId, accountId, amountMinor, currency }));
    if (done !== null) await keepPayment(deps, tx, done);
    return done !== null;
  });
}

async function overpaid(deps: MoneyDeps): Promise<readonly string[]> {
  const rows = await withoutTenant(deps.db, (tx) =>
    tx.execute<{ payment_id: string }>(sql`
      select p.payment_id from ledger_postings p
      where p.account = 'seller' and p.payment_id in (select payment_id from transfers where reversed_minor < amount_minor)
      group by p.payment_id, p.currency having sum(p.amount_minor) > 0 limit 500`),
  );
  return [...new Set(rows.map((row) => row.payment_id))];
}

function reverse(deps: MoneyDeps, paymentId: string): Promise<number> {
  const { gateway } = deps.payments;
  return underLock(deps, `payment:${paymentId}`, async (tx) => {
    let state: PaymentState = await gateway.getPayment(paymentId);
    await keepPayment(deps, tx, state);
    let made = 0;
    for (const { transferId, amountMinor, reversedMinor, currency } of state.transfers) {
      const owed = await owedOf(tx, paymentId, currency);
      const part = Math.min(owed, amountMinor - reversedMinor);
      if (part <= 0) continue;
      // A refusal is remembered under its key: an hour later it is another question.
      const hour = Math.floor(deps.now().getTime() / 3_600_000);
      const key = `reversal_${transferId}_${reversedMinor}_${part}_${hour}`;
      const done = await refusedBySeller(gateway.reverseTransfer({ key, paymentId, transferId, amountMinor: part }));
      if (done === null) continue;
      state = done;
      await keepPayment(deps, tx, state);
      made += 1;
    }
    return made;
  });
}

async function owedOf(tx: Tx, paymentId: string, currency: string): Promise<number> {
  const [row] = await tx.execute<{ owed: string | null }>(sql`
    select sum(amount_minor)::text as owed from ledger_postings
    where account = 'seller' and payment_id = ${paymentId} and currency = ${currency}`);
  return Number(row?.owed ?? 0);
}

// Its account is empty or closed: what it owes stays in the ledger, and what it is owed waits.
async function refusedBySeller(call: Promise<PaymentState>): Promise<PaymentState | null> {
  try {
    return await call;
  } catch (error) {
    const its = ["balance-insufficient", "account-closed", "account-restricted", "refused"];
    if (error instanceof PaymentError && its.includes(error.code)) return null;
    throw error;
  }
}
