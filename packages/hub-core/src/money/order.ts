import type { Price } from "../store/listing.ts";

/** How an order stands: `open` can be paid, `abandoned` was not in time. */
export type OrderStatus = "open" | "abandoned" | "fulfilled" | "refunded";

/** What a tenant bought or is about to buy. */
export type OrderView = {
  readonly orderId: string;
  readonly personaId: string;
  readonly title: string;
  readonly publisherName: string;
  readonly price: Price;
  readonly quantity: number;
  /** Without tax; of one period where it renews. */
  readonly amountMinor: number;
  readonly currency: string;
  readonly trialDays: number | null;
  readonly status: OrderStatus;
  readonly orderedBy: string;
  readonly createdAt: number;
  /** Where it can be paid; null where it cannot. */
  readonly checkoutUrl: string | null;
  readonly checkoutExpiresAt: number | null;
  /** Why the last attempt to pay failed. */
  readonly failure: string | null;
  readonly subscriptionId: string | null;
};

/** A payment as its buyer sees it. */
export type PaymentView = {
  readonly paymentId: string;
  readonly orderId: string;
  readonly personaId: string;
  readonly title: string;
  readonly status: "succeeded" | "pending" | "failed";
  readonly failure: string | null;
  readonly amountMinor: number;
  readonly taxMinor: number;
  readonly currency: string;
  readonly refundedMinor: number;
  readonly paidAt: number;
  readonly card: string | null;
  readonly invoiceNumber: string | null;
  readonly invoiceUrl: string | null;
  readonly invoicePdfUrl: string | null;
  readonly receiptUrl: string | null;
  /** Until when its money can be asked back; null where it cannot any more. */
  readonly refundableUntil: number | null;
  readonly refundableMinor: number;
  readonly disputed: "open" | "won" | "lost" | null;
  readonly request: RefundRequestView | null;
};

export type RefundStatus = "asked" | "granted" | "refused" | "withdrawn" | "refunded" | "failed";

/** Somebody's wish to have money back, and what came of it. */
export type RefundRequestView = {
  readonly requestId: string;
  readonly paymentId: string;
  readonly personaId: string;
  readonly title: string;
  readonly amountMinor: number;
  readonly paidMinor: number;
  readonly currency: string;
  readonly reason: string;
  /** Whether the buyer asked; otherwise its seller or the platform gave it back unasked. */
  readonly byBuyer: boolean;
  readonly askedAt: number;
  readonly dueAt: number;
  readonly status: RefundStatus;
  readonly decidedAt: number | null;
  readonly answer: string | null;
  readonly problem: string | null;
};

/** A subscription as its buyer sees it. */
export type SubscriptionView = {
  readonly subscriptionId: string;
  readonly orderId: string;
  readonly personaId: string;
  readonly title: string;
  readonly status:
    | "trialing"
    | "active"
    | "past-due"
    | "unpaid"
    | "canceled"
    | "incomplete"
    | "incomplete-expired"
    | "paused";
  readonly perAgent: boolean;
  readonly seats: number;
  /** Hosts that hold a seat now. */
  readonly seatsUsed: number;
  readonly wantedSeats: number | null;
  readonly unitMinor: number;
  readonly currency: string;
  readonly every: "month" | "year";
  readonly periodEndsAt: number;
  readonly trialEndsAt: number | null;
  readonly cancelsAt: number | null;
  readonly endedAt: number | null;
  readonly payUrl: string | null;
};
