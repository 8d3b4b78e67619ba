/** What the ledger holds for a seller of one payment; below zero: the seller owes it back. */
export type SellerHolding = {
  readonly paymentId: string;
  readonly at: number;
  readonly amountMinor: number;
  /** Its refund window is over. */
  readonly matured: boolean;
  /** A dispute or a request for a refund is open: nothing of it is transferred. */
  readonly held: boolean;
};

export type TransferPlan = {
  readonly transfers: readonly { readonly paymentId: string; readonly amountMinor: number }[];
  /** What the seller could be paid now, debts taken off; below zero it owes. */
  readonly availableMinor: number;
  /** Matured or not, what is not available yet. */
  readonly pendingMinor: number;
  /** What the seller owes from payments that were given back after they were transferred. */
  readonly owedMinor: number;
};

/**
 * What to transfer to a seller now, in one currency: oldest payment first, less what it owes, and nothing below the minimum. A debt is
 * carried to the next transfer that can bear it.
 */
export function planTransfers(holdings: readonly SellerHolding[], leastMinor: number): TransferPlan {
  const free = holdings.filter(({ amountMinor, matured, held }) => amountMinor > 0 && matured && !held);
  const owedMinor = -sum(holdings.filter(({ amountMinor }) => amountMinor < 0));
  const pendingMinor = sum(holdings.filter(({ amountMinor, matured, held }) => amountMinor > 0 && (!matured || held)));
  const availableMinor = sum(free) - owedMinor;
  const transfers: { paymentId: string; amountMinor: number }[] = [];
  let left = availableMinor >= Math.max(1, leastMinor) ? availableMinor : 0;
  for (const { paymentId, amountMinor } of free.toSorted(
    (a, b) => a.at - b.at || (a.paymentId < b.paymentId ? -1 : 1),
  )) {
    if (left <= 0) break;
    const part = Math.min(amountMinor, left);
    transfers.push({ paymentId, amountMinor: part });
    left -= part;
  }
  return { transfers, availableMinor, pendingMinor, owedMinor };
}

function sum(holdings: readonly SellerHolding[]): number {
  return holdings.reduce((total, { amountMinor }) => total + amountMinor, 0);
}
