import type { PaymentHint } from "./payment-hint.ts";
import type {
  BalanceMovement,
  CheckoutState,
  PaymentState,
  PayoutState,
  PromotionState,
  SeatsPreview,
  SellerState,
  SubscriptionState,
} from "./payment-states.ts";

/** Said with every change: the same key gives the same result, however often it is asked. At most 255 characters. */
type Keyed = { readonly key: string };

/** What is bought. Amounts are without tax; the processor adds it where it is due. */
export type CheckoutRequest = Keyed & {
  readonly orderId: string;
  readonly tenantId: string;
  readonly customerId: string;
  /** What promotion codes hang on: a code for one listing takes nothing off another. Letters, digits, `-` and `_`. */
  readonly listingId: string;
  readonly title: string;
  readonly unitMinor: number;
  /** ISO 4217, upper case, here and everywhere. */
  readonly currency: string;
  readonly quantity: number;
  /** Null: paid once. */
  readonly every: "month" | "year" | null;
  /** Free days before the first payment of what renews. */
  readonly trialDays: number | null;
  readonly successUrl: string;
  readonly cancelUrl: string;
  /** Ms since 1970; the processor allows 30 minutes to 24 hours. */
  readonly expiresAt: number;
};

/** Asks for part or all of a payment to be given back. */
export type RefundRequest = Keyed & {
  readonly paymentId: string;
  readonly amountMinor: number;
  readonly refundRequestId: string;
};

/** Money of one payment for the account of its seller; linked to the payment, so it waits until that has settled. */
export type TransferRequest = Keyed & {
  readonly paymentId: string;
  readonly accountId: string;
  readonly amountMinor: number;
  readonly currency: string;
};

/** What tells for the platform in a dispute; the field names are Stripe's. */
export type DisputeEvidence = {
  readonly product_description: string;
  readonly customer_name: string;
  readonly customer_email_address: string;
  /** ISO 8601 day. */
  readonly service_date: string;
  readonly access_activity_log: string;
  readonly refund_policy_disclosure: string;
  readonly cancellation_policy_disclosure: string;
  readonly uncategorized_text: string;
};

/** When money in a seller's account goes on to its bank. */
export type PayoutTerms = {
  readonly interval: "daily" | "weekly" | "monthly" | "manual";
  /** The least that is worth paying out, by currency. It is kept with the account; the caller transfers nothing below it. */
  readonly minimumMinor: Readonly<Record<string, number>>;
};

export type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null };

/**
 * What this project asks of a payment processor. Every method rejects with `PaymentError`. Reading gives the state as it is now: what an
 * event said is only a hint to read again.
 */
export type PaymentGateway = {
  /** Test: no real money moves, and every page says so. */
  readonly mode: "test" | "live";

  createCustomer(
    request: Keyed & { readonly tenantId: string; readonly name: string; readonly email: string },
  ): Promise<string>;
  createCheckout(request: CheckoutRequest): Promise<CheckoutState>;
  getCheckout(checkoutId: string): Promise<CheckoutState>;
  /** Ends one that nobody paid; one that was paid or had ended stays as it is, and its state says so. */
  expireCheckout(checkoutId: string): Promise<CheckoutState>;
  /** A page where a buyer changes its card and sees its invoices. */
  openBillingPage(request: { readonly customerId: string; readonly returnUrl: string }): Promise<string>;

  /** A payment with all that became of it: refunds, disputes, transfers. */
  getPayment(paymentId: string): Promise<PaymentState>;
  refund(request: RefundRequest): Promise<PaymentState>;
  submitEvidence(
    request: Keyed & { readonly disputeId: string; readonly evidence: DisputeEvidence },
  ): Promise<PaymentState>;

  getSubscription(subscriptionId: string): Promise<SubscriptionState>;
  /** What a change of seats would cost now and from the next period on. Changes nothing. */
  previewSeats(request: { readonly subscriptionId: string; readonly seats: number }): Promise<SeatsPreview>;
  /**
   * More seats are charged at once for the rest of the period; fewer count from the next one on (the caller waits until then).
   * `card-declined` leaves everything as it was. Where the bank wants the buyer to confirm, the seats of the answer are those of before,
   * and its `payUrl` is where to confirm.
   */
  changeSeats(request: Keyed & { readonly subscriptionId: string; readonly seats: number }): Promise<SubscriptionState>;
  cancelSubscription(
    request: Keyed & { readonly subscriptionId: string; readonly when: "period-end" | "now" },
  ): Promise<SubscriptionState>;
  /** Takes back a cancellation at the period's end. */
  resumeSubscription(request: Keyed & { readonly subscriptionId: string }): Promise<SubscriptionState>;

  createSeller(
    request: Keyed & {
      readonly tenantId: string;
      readonly name: string;
      readonly email: string;
      /** ISO 3166-1 alpha-2, upper case. */
      readonly country: string;
    },
  ): Promise<SellerState>;
  getSeller(accountId: string): Promise<SellerState>;
  /** The processor's own pages, where a seller says who it is and where its money goes. */
  openOnboarding(request: {
    readonly accountId: string;
    readonly returnUrl: string;
    readonly refreshUrl: string;
  }): Promise<string>;
  setPayoutTerms(request: Keyed & { readonly accountId: string; readonly terms: PayoutTerms }): Promise<SellerState>;
  listPayouts(accountId: string): Promise<readonly PayoutState[]>;

  transfer(request: TransferRequest): Promise<PaymentState>;
  /** `balance-insufficient` where the seller's account does not hold that much any more. */
  reverseTransfer(
    request: Keyed & { readonly paymentId: string; readonly transferId: string; readonly amountMinor: number },
  ): Promise<PaymentState>;

  createPromotion(
    request: Keyed & {
      readonly code: string;
      /** Percent of the first payment, 1 to 100. */
      readonly percentOff: number;
      readonly sellerTenantId: string;
      readonly listingId: string;
      readonly title: string;
      readonly mostRedemptions: number | null;
      readonly expiresAt: number | null;
    },
  ): Promise<PromotionState>;
  listPromotions(listingId: string): Promise<readonly PromotionState[]>;
  endPromotion(request: Keyed & { readonly promotionId: string }): Promise<PromotionState>;

  /** Everything that changed the platform's balance in a span, newest first. `from` and `to` in ms since 1970, `from` included. */
  listMovements(span: {
    readonly from: number;
    readonly to: number;
    readonly cursor: string | null;
  }): Promise<Page<BalanceMovement>>;
  /** What was begun in a span, for those whose event never came: ids alone. */
  listSubjects(
    kind: "checkout" | "payment" | "subscription",
    span: { readonly from: number; readonly to: number; readonly cursor: string | null },
  ): Promise<Page<string>>;

  /** Reads an event as it was sent: `signature-invalid` where it was not signed for us, `event-unreadable` where it is no event. */
  readEvent(rawBody: string, signature: string | null): PaymentHint;
};
