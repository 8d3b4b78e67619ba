/**
 * An account of the ledger. Debits are positive and credits negative, so what the platform has and spends is above zero, and what it owes
 * and earns below.
 */
export type LedgerAccount =
  /** The platform's balance at the payment processor. */
  | "processor"
  /** Money the card network holds while a dispute is open. */
  | "disputed"
  /** What the processor kept. */
  | "processing-fees"
  /** The platform's part of each price. */
  | "commission"
  /** Collected for tax offices. */
  | "tax"
  /** Owed to a seller, or by it where it is above zero. */
  | "seller"
  /** What a closed seller owed and will not pay. */
  | "write-offs"
  /** Money at the processor that no payment of this hub explains. */
  | "unexplained";

export type Posting = {
  readonly account: LedgerAccount;
  /** Debit above zero, credit below, in the smallest unit of `currency`. */
  readonly amountMinor: number;
  readonly currency: string;
};

export type EntryKind =
  | "payment"
  | "refund"
  | "dispute-opened"
  | "dispute-won"
  | "dispute-lost"
  | "transfer"
  | "transfer-reversed"
  | "write-off"
  | "unexplained";

/** What the ledger should hold of one thing that happened; a later state of it is booked as the difference. */
export type Booking = {
  /** `payment:ch_…`, `refund:re_…`, `dispute:dp_…`, `transfer:tr_…`, `reversal:trr_…`. */
  readonly source: string;
  readonly kind: EntryKind;
  /** When it happened, ms since 1970. */
  readonly at: number;
  readonly postings: readonly Posting[];
};

/** The sum of postings for each currency; an entry that balances has none but zeros. */
export function sumsOf(postings: readonly Posting[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { currency, amountMinor } of postings) sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  return sums;
}

/** What must be booked so that the ledger holds `wanted` where it holds `held`; nothing where they are the same. */
export function difference(wanted: readonly Posting[], held: readonly Posting[]): readonly Posting[] {
  const merged = new Map<string, Posting>();
  const add = ({ account, currency, amountMinor }: Posting, sign: 1 | -1): void => {
    const key = `${account} ${currency}`;
    const before = merged.get(key)?.amountMinor ?? 0;
    merged.set(key, { account, currency, amountMinor: before + sign * amountMinor });
  };
  for (const posting of wanted) add(posting, 1);
  for (const posting of held) add(posting, -1);
  return [...merged.values()].filter(({ amountMinor }) => amountMinor !== 0);
}
