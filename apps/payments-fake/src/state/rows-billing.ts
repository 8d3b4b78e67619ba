import type { Metadata, Row } from "./rows.ts";

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
