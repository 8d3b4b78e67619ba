import type { Metadata, Row } from "./rows.ts";

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
