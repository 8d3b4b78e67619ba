import type { Stripe } from "stripe";
import type { PaymentState, TransferState } from "../payment-states.ts";
import { currencyOf, expanded, idOrNull, minorOf, timeOf, wordOf } from "./answer.ts";
import { disputeOf } from "./dispute-of.ts";
import { movementOf } from "./movement-of.ts";
import { refundOf } from "./refund-of.ts";

/** What Stripe keeps of one payment, in as many places. */
export type PaymentParts = {
  /** With `balance_transaction` expanded. */
  readonly charge: Stripe.Charge;
  /** The invoice it paid. */
  readonly invoice: Stripe.Invoice | null;
  /** The checkout it was made in; read only where no invoice says the tax. */
  readonly session: Stripe.Checkout.Session | null;
  readonly refunds: readonly Stripe.Refund[];
  readonly disputes: readonly Stripe.Dispute[];
  readonly transfers: readonly TransferState[];
};

const statuses: Readonly<Record<string, PaymentState["status"]>> = {
  succeeded: "succeeded",
  pending: "pending",
  failed: "failed",
};

export function paymentOf({ charge, invoice, session, refunds, disputes, transfers }: PaymentParts): PaymentState {
  const subscription = invoice?.parent?.subscription_details ?? null;
  const movement = expanded(charge.balance_transaction, "the balance transaction of a charge");
  return {
    paymentId: charge.id,
    customerId: idOrNull(charge.customer),
    orderId: charge.metadata["order_id"] ?? subscription?.metadata?.["order_id"] ?? null,
    subscriptionId: idOrNull(subscription?.subscription),
    status: wordOf(statuses, charge.status, "the status of a charge"),
    failure: charge.status === "failed" ? failureOf(charge) : null,
    amountMinor: minorOf(charge.amount, "the amount of a charge"),
    taxMinor: taxOf(invoice, session),
    currency: currencyOf(charge.currency),
    paidAt: timeOf(charge.created, "the time of a charge"),
    refundedMinor: minorOf(charge.amount_refunded, "the refunded amount of a charge"),
    receiptUrl: charge.receipt_url,
    invoice:
      invoice === null
        ? null
        : {
            invoiceId: invoice.id,
            number: invoice.number,
            url: invoice.hosted_invoice_url ?? null,
            pdfUrl: invoice.invoice_pdf ?? null,
          },
    card: cardOf(charge),
    movement: movement === null ? null : movementOf(movement),
    refunds: refunds.map(refundOf),
    disputes: disputes.map(disputeOf),
    transfers,
  };
}

function failureOf(charge: Stripe.Charge): string {
  return charge.failure_message ?? charge.outcome?.seller_message ?? "The payment failed.";
}

// The invoice of a checkout paid once is written moments after the payment: until then the checkout itself says the tax.
function taxOf(invoice: Stripe.Invoice | null, session: Stripe.Checkout.Session | null): number {
  if (invoice !== null) {
    return (invoice.total_taxes ?? []).reduce((sum, tax) => sum + minorOf(tax.amount, "the tax of an invoice"), 0);
  }
  return minorOf(session?.total_details?.amount_tax ?? 0, "the tax of a checkout");
}

function cardOf(charge: Stripe.Charge): PaymentState["card"] {
  const card = charge.payment_method_details?.card;
  if (!card?.fingerprint || !card.last4) return null;
  return { fingerprint: card.fingerprint, brand: card.brand ?? "card", last4: card.last4 };
}
