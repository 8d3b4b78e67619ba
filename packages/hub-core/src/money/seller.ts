/** A seller's account at the payment processor, as this hub last read it. */
export type SellerAccountView = {
  readonly accountId: string;
  readonly country: string;
  readonly status: "onboarding" | "active" | "restricted" | "closed";
  readonly missing: readonly string[];
  readonly payoutInterval: "daily" | "weekly" | "monthly" | "manual";
  readonly payoutMinimum: Readonly<Record<string, number>>;
  /** What the processor holds for it, on its way to its bank. */
  readonly held: readonly {
    readonly currency: string;
    readonly availableMinor: number;
    readonly pendingMinor: number;
  }[];
  readonly termsAcceptedAt: number;
  readonly termsVersion: number;
  readonly readAt: number | null;
};

/** What the platform owes a seller in one currency. */
export type SellerBalance = {
  readonly currency: string;
  /** Transferred with the next round. */
  readonly availableMinor: number;
  /** In its refund window, disputed, or asked back. */
  readonly pendingMinor: number;
  /** To be taken from the next transfers: given back after it was transferred. */
  readonly owedMinor: number;
  readonly transferredMinor: number;
  /** When the next of it is out of its window; null where none waits. */
  readonly nextAt: number | null;
  /** Nothing below it is transferred. */
  readonly leastMinor: number;
};

/** One line of a seller's account, explained. Amounts as the seller reads them: what it earns is above zero. */
export type LedgerLine = {
  readonly entryId: number;
  readonly at: number;
  readonly bookedAt: number;
  readonly kind: string;
  readonly paymentId: string | null;
  readonly title: string | null;
  readonly personaId: string | null;
  readonly amountMinor: number;
  readonly currency: string;
  /** Of a payment: what the buyer paid, and what of it went elsewhere. */
  readonly parts: { readonly paidMinor: number; readonly taxMinor: number; readonly commissionMinor: number } | null;
  /** Of all lines up to this one, in its currency. */
  readonly balanceMinor: number;
};

/** A sale as its seller sees it: never who bought. */
export type SaleView = {
  readonly paymentId: string;
  readonly personaId: string;
  readonly title: string;
  readonly status: "succeeded" | "pending" | "failed";
  readonly amountMinor: number;
  readonly taxMinor: number;
  readonly refundedMinor: number;
  readonly sellerMinor: number;
  readonly currency: string;
  readonly paidAt: number;
  readonly maturesAt: number;
  readonly disputed: "open" | "won" | "lost" | null;
};

export type TransferView = {
  readonly transferId: string;
  readonly paymentId: string;
  readonly title: string;
  readonly amountMinor: number;
  readonly reversedMinor: number;
  readonly currency: string;
  readonly createdAt: number;
};
