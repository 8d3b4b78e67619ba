/** What is kept of each object: only what varies. The shapes of the API are made from it when it is asked for. Times in seconds. */
export type Row = { readonly id: string; readonly created: number; readonly account?: string };
export type Metadata = Readonly<Record<string, string>>;

export type CustomerRow = Row & {
  readonly name: string | null;
  readonly email: string | null;
  readonly description: string | null;
  readonly phone: string | null;
  readonly country: string | null;
  readonly taxExempt: "none" | "exempt" | "reverse";
  readonly taxId: TaxIdValue | null;
  readonly paymentMethod: string | null;
  /** Owed to the customer when negative, as in the API. */
  readonly balance: number;
  readonly currency: string | null;
  readonly invoicePrefix: string;
  readonly nextInvoice: number;
  readonly delinquent: boolean;
  readonly testClock: string | null;
  readonly metadata: Metadata;
};

export type TaxIdType = "eu_vat" | "gb_vat" | "no_vat" | "ch_vat" | "jp_cn" | "au_abn" | "us_ein";
export type TaxIdValue = { readonly id: string; readonly type: TaxIdType; readonly value: string };

export type PaymentMethodRow = Row & {
  readonly customer: string | null;
  readonly number: string;
  readonly expMonth: number;
  readonly expYear: number;
  readonly name: string | null;
  readonly email: string | null;
  readonly country: string | null;
  readonly metadata: Metadata;
};

export type ProductRow = Row & {
  readonly name: string;
  readonly description: string | null;
  readonly active: boolean;
  readonly taxCode: string | null;
  readonly unitLabel: string | null;
  readonly images: readonly string[];
  readonly metadata: Metadata;
};

export type Interval = "day" | "week" | "month" | "year";

export type PriceRow = Row & {
  readonly product: string;
  readonly active: boolean;
  readonly currency: string;
  readonly unitAmount: number;
  readonly recurring: { readonly interval: Interval; readonly count: number } | null;
  readonly taxBehavior: "exclusive" | "inclusive" | "unspecified";
  readonly nickname: string | null;
  readonly lookupKey: string | null;
  readonly metadata: Metadata;
};

export type CouponRow = Row & {
  readonly name: string | null;
  readonly percentOff: number | null;
  readonly amountOff: number | null;
  readonly currency: string | null;
  readonly duration: "forever" | "once" | "repeating";
  readonly months: number | null;
  readonly maxRedemptions: number | null;
  readonly redeemBy: number | null;
  readonly timesRedeemed: number;
  readonly metadata: Metadata;
};

export type PromotionCodeRow = Row & {
  readonly code: string;
  readonly coupon: string;
  readonly active: boolean;
  readonly customer: string | null;
  readonly expiresAt: number | null;
  readonly maxRedemptions: number | null;
  readonly timesRedeemed: number;
  readonly firstTime: boolean;
  readonly minimum: { readonly amount: number; readonly currency: string } | null;
  readonly metadata: Metadata;
};

export type LineRow = {
  readonly id: string;
  readonly price: string;
  readonly quantity: number;
  readonly metadata: Metadata;
};

export type SessionRow = Row & {
  readonly mode: "payment" | "subscription";
  readonly status: "open" | "complete" | "expired";
  readonly paymentStatus: "unpaid" | "paid" | "no_payment_required";
  readonly customer: string | null;
  readonly customerEmail: string | null;
  readonly customerCreation: "always" | "if_required";
  readonly currency: string;
  readonly lines: readonly LineRow[];
  readonly successUrl: string;
  readonly cancelUrl: string | null;
  readonly expiresAt: number;
  readonly reference: string | null;
  readonly allowCodes: boolean;
  readonly automaticTax: boolean;
  readonly collectTaxId: boolean;
  readonly invoiceCreation: {
    readonly metadata: Metadata;
    readonly description: string | null;
    readonly footer: string | null;
  } | null;
  readonly locale: string | null;
  readonly metadata: Metadata;
  readonly paymentData: {
    readonly metadata: Metadata;
    readonly description: string | null;
    readonly transferGroup: string | null;
  };
  readonly subscriptionData: {
    readonly metadata: Metadata;
    readonly description: string | null;
    readonly trialEnd: number | null;
    readonly trialDays: number | null;
    readonly missingMethod: "create_invoice" | "pause" | "cancel";
  };
  readonly billingAddress: "auto" | "required";
  /** What the buyer has chosen on the page so far. */
  readonly chosen: {
    readonly promotion: string | null;
    readonly coupon: string | null;
    readonly country: string | null;
    readonly taxId: { readonly type: TaxIdType; readonly value: string } | null;
    readonly email: string | null;
    readonly name: string | null;
  };
  readonly paymentIntent: string | null;
  readonly subscription: string | null;
  readonly invoice: string | null;
  /** In words for the buyer: why the last attempt failed. */
  readonly failure: string | null;
};

export type CardCode = "card_declined" | "expired_card";
export type CardFailure = {
  readonly code: CardCode;
  readonly declineCode: string | null;
  readonly message: string;
  readonly charge: string;
};

export type PaymentIntentRow = Row & {
  readonly amount: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly status: "requires_payment_method" | "requires_confirmation" | "succeeded" | "canceled";
  readonly paymentMethod: string | null;
  readonly latestCharge: string | null;
  readonly description: string | null;
  readonly transferGroup: string | null;
  readonly failure: CardFailure | null;
  readonly canceledAt: number | null;
  readonly receiptEmail: string | null;
  readonly futureUsage: "off_session" | null;
  readonly secret: string;
  readonly metadata: Metadata;
};

export type ChargeRow = Row & {
  readonly amount: number;
  readonly refunded: number;
  readonly currency: string;
  readonly status: "succeeded" | "failed";
  readonly paymentIntent: string | null;
  readonly customer: string | null;
  readonly paymentMethod: string | null;
  readonly movement: string | null;
  readonly disputed: boolean;
  readonly description: string | null;
  readonly failure: { readonly code: CardCode; readonly declineCode: string | null; readonly message: string } | null;
  readonly receiptEmail: string | null;
  readonly transferGroup: string | null;
  /** Of a connected account's payment: the transfer it came by. */
  readonly sourceTransfer: string | null;
  readonly metadata: Metadata;
};

export type MovementType =
  | "charge"
  | "payment"
  | "refund"
  | "refund_failure"
  | "payment_refund"
  | "transfer"
  | "transfer_refund"
  | "adjustment"
  | "payout"
  | "payout_failure"
  | "stripe_fee"
  | "topup"
  | "payout_cancel";

export type MovementRow = Row & {
  readonly type: MovementType;
  readonly category: string;
  readonly amount: number;
  readonly fee: number;
  readonly currency: string;
  readonly availableOn: number;
  readonly source: string | null;
  readonly description: string | null;
  readonly payout: string | null;
};

export type RefundRow = Row & {
  readonly charge: string;
  readonly paymentIntent: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly status: "pending" | "succeeded" | "failed" | "canceled";
  readonly reason: "duplicate" | "fraudulent" | "requested_by_customer" | null;
  readonly movement: string | null;
  readonly failureMovement: string | null;
  readonly failureReason: string | null;
  /** What becomes of it by itself, and when. */
  readonly settles: { readonly at: number; readonly as: "succeeded" | "failed" } | null;
  readonly transferReversal: string | null;
  readonly metadata: Metadata;
};

export type TransferRow = Row & {
  readonly amount: number;
  readonly reversed: number;
  readonly currency: string;
  readonly destination: string;
  readonly destinationPayment: string;
  readonly sourceTransaction: string | null;
  readonly transferGroup: string | null;
  readonly description: string | null;
  readonly movement: string;
  readonly metadata: Metadata;
};

export type ReversalRow = Row & {
  readonly transfer: string;
  readonly amount: number;
  readonly currency: string;
  readonly movement: string;
  readonly destinationRefund: string;
  readonly sourceRefund: string | null;
  readonly metadata: Metadata;
};

export type DisputeStatus =
  | "warning_needs_response"
  | "warning_under_review"
  | "warning_closed"
  | "needs_response"
  | "under_review"
  | "won"
  | "lost";

export type DisputeRow = Row & {
  readonly charge: string;
  readonly paymentIntent: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly reason: string;
  readonly status: DisputeStatus;
  readonly evidence: Readonly<Record<string, string>>;
  readonly submissions: number;
  readonly dueBy: number;
  readonly movements: readonly string[];
  readonly metadata: Metadata;
};

export type InvoiceLineRow = {
  readonly id: string;
  readonly price: string;
  readonly quantity: number;
  /** Before discount, without exclusive tax. */
  readonly amount: number;
  readonly discount: number;
  readonly tax: number;
  readonly description: string;
  readonly proration: boolean;
  readonly period: { readonly start: number; readonly end: number };
  readonly item: string | null;
};

export type TaxState = {
  readonly enabled: boolean;
  readonly country: string | null;
  readonly rate: number;
  readonly reverse: boolean;
  readonly inclusive: boolean;
};

export type InvoiceRow = Row & {
  readonly customer: string;
  readonly subscription: string | null;
  readonly status: "draft" | "open" | "paid" | "uncollectible" | "void";
  readonly reason: "manual" | "subscription_create" | "subscription_cycle" | "subscription_update";
  readonly currency: string;
  readonly lines: readonly InvoiceLineRow[];
  readonly tax: TaxState;
  readonly discounts: readonly string[];
  readonly number: string | null;
  readonly paid: number;
  readonly startingBalance: number;
  readonly endingBalance: number | null;
  readonly paymentIntent: string | null;
  readonly attempts: number;
  readonly nextAttempt: number | null;
  readonly finalizesAt: number | null;
  readonly finalizedAt: number | null;
  readonly paidAt: number | null;
  readonly voidedAt: number | null;
  readonly uncollectibleAt: number | null;
  readonly period: { readonly start: number; readonly end: number };
  readonly description: string | null;
  readonly footer: string | null;
  readonly testClock: string | null;
  readonly subscriptionMetadata: Metadata | null;
  readonly prorationDate: number | null;
  readonly metadata: Metadata;
};

export type InvoicePaymentRow = Row & {
  readonly invoice: string;
  readonly paymentIntent: string;
  readonly amountRequested: number;
  readonly amountPaid: number | null;
  readonly currency: string;
  readonly status: "open" | "paid" | "canceled";
  readonly paidAt: number | null;
  readonly canceledAt: number | null;
};

export type SubscriptionStatus =
  | "incomplete"
  | "incomplete_expired"
  | "trialing"
  | "active"
  | "past_due"
  | "unpaid"
  | "canceled"
  | "paused";

export type SubscriptionRow = Row & {
  readonly customer: string;
  readonly status: SubscriptionStatus;
  readonly currency: string;
  readonly items: readonly ItemRow[];
  readonly paymentMethod: string | null;
  readonly anchor: number;
  readonly startDate: number;
  readonly trialStart: number | null;
  readonly trialEnd: number | null;
  readonly trialWarned: boolean;
  readonly missingMethod: "create_invoice" | "pause" | "cancel";
  readonly cancelAt: number | null;
  readonly cancelAtPeriodEnd: boolean;
  readonly canceledAt: number | null;
  readonly cancelReason: "cancellation_requested" | "payment_failed" | "payment_disputed" | null;
  readonly cancelComment: string | null;
  readonly cancelFeedback: string | null;
  readonly endedAt: number | null;
  readonly latestInvoice: string | null;
  readonly automaticTax: boolean;
  readonly discounts: readonly string[];
  /** Prorations that wait for the next invoice. */
  readonly pendingLines: readonly InvoiceLineRow[];
  readonly pauseCollection: {
    readonly behavior: "keep_as_draft" | "mark_uncollectible" | "void";
    readonly resumesAt: number | null;
  } | null;
  readonly description: string | null;
  readonly testClock: string | null;
  readonly metadata: Metadata;
};

export type ItemRow = {
  readonly id: string;
  readonly created: number;
  readonly price: string;
  readonly quantity: number;
  readonly periodStart: number;
  readonly periodEnd: number;
  readonly metadata: Metadata;
};
