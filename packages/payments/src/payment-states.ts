/** A change of the platform's balance at the processor. Amounts in the smallest unit of `currency`; a refund's is negative. */
export type Movement = {
  readonly id: string;
  readonly kind:
    | "charge"
    | "refund"
    | "refund-failure"
    | "transfer"
    | "transfer-reversal"
    | "dispute"
    | "dispute-reversal"
    | "payout"
    | "other";
  /** The charge, refund, dispute, transfer or reversal behind it; null where there is none. */
  readonly sourceId: string | null;
  readonly amountMinor: number;
  /** Kept by the processor; `netMinor` is what is left. */
  readonly feeMinor: number;
  readonly netMinor: number;
  readonly currency: string;
  readonly at: number;
  readonly availableAt: number;
};

/** A movement as the balance lists it, among those of everything else. */
export type BalanceMovement = Movement & {
  /** The payment behind it, also of what became of a payment; null where there is none. */
  readonly paymentId: string | null;
};

/** A checkout page of the processor's. */
export type CheckoutState = {
  readonly checkoutId: string;
  readonly orderId: string | null;
  readonly status: "open" | "complete" | "expired";
  /** Where to pay; null once it is not open. */
  readonly url: string | null;
  readonly expiresAt: number;
  /** Null while it is not complete, and where there was nothing to pay: a trial begins, a code took everything off. */
  readonly paymentId: string | null;
  readonly subscriptionId: string | null;
  /** Why the last attempt to pay failed, in words for the buyer; null where none did. */
  readonly failure: string | null;
};

/** A payment: one charge, and all that became of it. */
export type PaymentState = {
  readonly paymentId: string;
  readonly customerId: string | null;
  /** Ours, from what was said when it was made; null for one that this hub did not make. */
  readonly orderId: string | null;
  readonly subscriptionId: string | null;
  readonly status: "succeeded" | "pending" | "failed";
  readonly failure: string | null;
  /** With tax. */
  readonly amountMinor: number;
  readonly taxMinor: number;
  readonly currency: string;
  readonly paidAt: number;
  readonly refundedMinor: number;
  readonly receiptUrl: string | null;
  readonly invoice: {
    readonly invoiceId: string;
    readonly number: string | null;
    readonly url: string | null;
    readonly pdfUrl: string | null;
  } | null;
  readonly card: { readonly fingerprint: string; readonly brand: string; readonly last4: string } | null;
  /** Null until it has reached the balance. */
  readonly movement: Movement | null;
  readonly refunds: readonly RefundState[];
  readonly disputes: readonly DisputeState[];
  readonly transfers: readonly TransferState[];
};

export type RefundState = {
  readonly refundId: string;
  /** Ours; null for one that was made elsewhere. */
  readonly refundRequestId: string | null;
  readonly status: "pending" | "succeeded" | "failed" | "canceled";
  readonly amountMinor: number;
  readonly createdAt: number;
  /** The refund's, and the one that took it back where it failed. */
  readonly movements: readonly Movement[];
};

export type DisputeState = {
  readonly disputeId: string;
  readonly status: "needs-response" | "under-review" | "won" | "lost" | "inquiry" | "inquiry-closed";
  readonly reason: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly createdAt: number;
  readonly evidenceDueAt: number | null;
  readonly evidenceSubmitted: boolean;
  /** Money taken while it is open, and given back when it was won; fees of the network's among them. */
  readonly movements: readonly Movement[];
};

export type TransferState = {
  readonly transferId: string;
  readonly accountId: string;
  readonly amountMinor: number;
  readonly reversedMinor: number;
  readonly currency: string;
  readonly createdAt: number;
  readonly movement: Movement | null;
  readonly reversals: readonly {
    readonly reversalId: string;
    readonly amountMinor: number;
    readonly createdAt: number;
    readonly movement: Movement | null;
  }[];
};

export type SubscriptionState = {
  readonly subscriptionId: string;
  readonly customerId: string;
  readonly orderId: string | null;
  readonly status:
    | "trialing"
    | "active"
    | "past-due"
    | "unpaid"
    | "canceled"
    | "incomplete"
    | "incomplete-expired"
    | "paused";
  readonly seats: number;
  readonly unitMinor: number;
  readonly currency: string;
  readonly every: "month" | "year";
  readonly periodStartsAt: number;
  readonly periodEndsAt: number;
  readonly trialEndsAt: number | null;
  /** When it ends because somebody said so; null while it goes on. */
  readonly cancelsAt: number | null;
  readonly endedAt: number | null;
  /** Every payment that was made for it, newest first, failed ones too. */
  readonly paymentIds: readonly string[];
  /** Where an invoice that could not be collected can be paid; null where none waits. */
  readonly payUrl: string | null;
};

export type SeatsPreview = {
  /** Charged at once, with tax. */
  readonly dueNowMinor: number;
  /** Of each period from the next one on, without tax. */
  readonly nextMinor: number;
  readonly nextAt: number;
  readonly currency: string;
};

/** A seller's account at the processor. */
export type SellerState = {
  readonly accountId: string;
  readonly tenantId: string | null;
  readonly country: string;
  /** `active`: it can be paid. `restricted`: it was or could be, and something is missing. `closed`: for good. */
  readonly status: "onboarding" | "active" | "restricted" | "closed";
  /** What the processor still wants to know, in words a seller understands. */
  readonly missing: readonly string[];
  readonly payouts: {
    readonly interval: "daily" | "weekly" | "monthly" | "manual";
    readonly minimumMinor: Readonly<Record<string, number>>;
  };
  /** What its account holds, by currency; it can be negative. */
  readonly balances: readonly {
    readonly currency: string;
    readonly availableMinor: number;
    readonly pendingMinor: number;
  }[];
};

/** Money that went from a seller's account to its bank. */
export type PayoutState = {
  readonly payoutId: string;
  readonly status: "pending" | "in-transit" | "paid" | "failed" | "canceled";
  readonly amountMinor: number;
  readonly currency: string;
  readonly createdAt: number;
  readonly arrivesAt: number;
  readonly failure: string | null;
};

export type PromotionState = {
  readonly promotionId: string;
  readonly code: string;
  readonly percentOff: number;
  readonly listingId: string;
  readonly active: boolean;
  readonly redeemed: number;
  readonly mostRedemptions: number | null;
  readonly expiresAt: number | null;
};
