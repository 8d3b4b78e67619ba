import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { PaymentError } from "@fleet-persona/payments";
import { eq } from "drizzle-orm";
import type { Converged } from "./converge.ts";
import type { MoneyDeps } from "./payments-deps.ts";

/** Brings a seller's account to the processor's state. */
export async function convergeSeller({ payments, now }: MoneyDeps, tx: Tx, accountId: string): Promise<Converged> {
  const { sellerAccounts } = tables;
  const [known] = await tx.select().from(sellerAccounts).where(eq(sellerAccounts.accountId, accountId));
  if (known === undefined) return { booked: 0, next: [] };
  const state = await payments.gateway.getSeller(accountId).catch((error: unknown) => {
    if (error instanceof PaymentError && (error.code === "account-closed" || error.code === "not-found")) return null;
    throw error;
  });
  if (state === null) {
    // Closed for good, or no longer connected to this platform: nothing can be paid to it any more.
    await tx
      .update(sellerAccounts)
      .set({ status: "closed", readAt: now() })
      .where(eq(sellerAccounts.accountId, accountId));
    return { booked: 0, next: [] };
  }
  const { country, status, missing, payouts, balances } = state;
  await tx
    .update(sellerAccounts)
    .set({
      country,
      status,
      missing: [...missing],
      payoutInterval: payouts.interval,
      payoutMinimum: payouts.minimumMinor,
      balances,
      readAt: now(),
    })
    .where(eq(sellerAccounts.accountId, accountId));
  return { booked: 0, next: [] };
}
