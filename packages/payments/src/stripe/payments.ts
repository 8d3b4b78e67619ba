import type { Stripe } from "stripe";
import type { PaymentGateway } from "../payment-gateway.ts";
import type { PaymentState, TransferState } from "../payment-states.ts";
import { everyOf, expanded, idOf, idOrNull } from "./answer.ts";
import { paymentOf } from "./payment-of.ts";
import { keyed, pageSize } from "./stripe-client.ts";
import { transferOf } from "./transfer-of.ts";

type Methods = Pick<PaymentGateway, "getPayment" | "refund" | "submitEvidence" | "transfer" | "reverseTransfer">;

/** One payment, and the money that goes back or on to its seller. Each change answers with the payment read anew. */
export function stripePayments(stripe: Stripe): Methods {
  const getPayment = (paymentId: string) => readPayment(stripe, paymentId);
  return {
    getPayment,
    async refund({ key, paymentId, amountMinor, refundRequestId }) {
      await stripe.refunds.create(
        {
          charge: paymentId,
          amount: amountMinor,
          reason: "requested_by_customer",
          metadata: { refund_request_id: refundRequestId },
        },
        keyed(key, "refund"),
      );
      return getPayment(paymentId);
    },
    async submitEvidence({ key, disputeId, evidence }) {
      const dispute = await stripe.disputes.update(disputeId, { evidence, submit: true }, keyed(key, "evidence"));
      return getPayment(idOf(dispute.charge));
    },
    async transfer({ key, paymentId, accountId, amountMinor, currency }) {
      await stripe.transfers.create(
        {
          amount: amountMinor,
          currency: currency.toLowerCase(),
          destination: accountId,
          source_transaction: paymentId,
          transfer_group: transferGroup(paymentId),
          metadata: { payment_id: paymentId },
        },
        keyed(key, "transfer"),
      );
      return getPayment(paymentId);
    },
    async reverseTransfer({ key, paymentId, transferId, amountMinor }) {
      await stripe.transfers.createReversal(
        transferId,
        { amount: amountMinor, metadata: { payment_id: paymentId } },
        keyed(key, "reversal"),
      );
      return getPayment(paymentId);
    },
  };
}

/** What finds the transfers of a payment again: Stripe cannot list them by the charge they came from. */
export function transferGroup(paymentId: string): string {
  return `payment_${paymentId}`;
}

async function readPayment(stripe: Stripe, paymentId: string): Promise<PaymentState> {
  const charge = await stripe.charges.retrieve(paymentId, { expand: ["balance_transaction"] });
  const [bill, refunds, disputes, transfers] = await Promise.all([
    readBill(stripe, charge),
    everyOf(
      stripe.refunds.list({
        charge: charge.id,
        limit: pageSize,
        expand: ["data.balance_transaction", "data.failure_balance_transaction"],
      }),
    ),
    everyOf(stripe.disputes.list({ charge: charge.id, limit: pageSize })),
    readTransfers(stripe, charge.id),
  ]);
  return paymentOf({ charge, ...bill, refunds, disputes, transfers });
}

async function readBill(
  stripe: Stripe,
  charge: Stripe.Charge,
): Promise<{ readonly invoice: Stripe.Invoice | null; readonly session: Stripe.Checkout.Session | null }> {
  const intent = idOrNull(charge.payment_intent);
  if (intent === null) return { invoice: null, session: null };
  const paid = await everyOf(
    stripe.invoicePayments.list({
      payment: { type: "payment_intent", payment_intent: intent },
      limit: pageSize,
      expand: ["data.invoice"],
    }),
  );
  for (const payment of paid) {
    const invoice = expanded(payment.invoice, "the invoice of a payment");
    if (invoice !== null && !invoice.deleted) return { invoice, session: null };
  }
  const sessions = await stripe.checkout.sessions.list({ payment_intent: intent, limit: 1 });
  return { invoice: null, session: sessions.data[0] ?? null };
}

async function readTransfers(stripe: Stripe, paymentId: string): Promise<readonly TransferState[]> {
  const transfers = await everyOf(
    stripe.transfers.list({
      transfer_group: transferGroup(paymentId),
      limit: pageSize,
      expand: ["data.balance_transaction"],
    }),
  );
  return Promise.all(transfers.map(async (transfer) => transferOf(transfer, await readReversals(stripe, transfer))));
}

// The list inside a transfer ends with the tenth and has no balance transactions.
async function readReversals(stripe: Stripe, transfer: Stripe.Transfer): Promise<readonly Stripe.TransferReversal[]> {
  if (transfer.amount_reversed === 0) return [];
  return everyOf(
    stripe.transfers.listReversals(transfer.id, { limit: pageSize, expand: ["data.balance_transaction"] }),
  );
}
