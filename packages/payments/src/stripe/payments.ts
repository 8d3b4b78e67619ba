import type { Stripe } from "stripe";
import { PaymentError } from "../payment-error.ts";
import type { PaymentGateway } from "../payment-gateway.ts";
import type { PaymentState, TransferState } from "../payment-states.ts";
import { everyOf, expanded, idOf, idOrNull } from "./answer.ts";
import { paymentOf } from "./payment-of.ts";
import { keyed, pageSize } from "./stripe-client.ts";
import { transferOf } from "./transfer-of.ts";

type Methods = Pick<PaymentGateway, "getPayment" | "refund" | "submitEvidence" | "transfer" | "reverseTransfer">;

/**
 * One payment, and the money that goes back or on to its seller. Each change answers with the payment read anew. Stripe forgets keys after
 * a day, so what moves money notes its key, and is looked for before it is made again.
 */
export function stripePayments(stripe: Stripe): Methods {
  const getPayment = (paymentId: string) => readPayment(stripe, paymentId);
  return {
    getPayment,
    async refund(request) {
      const { key, paymentId, amountMinor, refundRequestId } = request;
      if (!isMade(request, await listRefunds(stripe, paymentId))) {
        await stripe.refunds.create(
          {
            charge: paymentId,
            amount: amountMinor,
            reason: "requested_by_customer",
            metadata: { refund_request_id: refundRequestId, [keyNote]: key },
          },
          keyed(key, "refund"),
        );
      }
      return getPayment(paymentId);
    },
    async submitEvidence({ key, disputeId, evidence }) {
      const dispute = await stripe.disputes.update(disputeId, { evidence, submit: true }, keyed(key, "evidence"));
      return getPayment(idOf(dispute.charge));
    },
    async transfer(request) {
      const { key, paymentId, accountId, amountMinor, currency } = request;
      if (!isMade(request, await listTransfers(stripe, paymentId))) {
        await stripe.transfers.create(
          {
            amount: amountMinor,
            currency: currency.toLowerCase(),
            destination: accountId,
            source_transaction: paymentId,
            transfer_group: transferGroup(paymentId),
            metadata: { payment_id: paymentId, [keyNote]: key },
          },
          keyed(key, "transfer"),
        );
      }
      return getPayment(paymentId);
    },
    async reverseTransfer(request) {
      const { key, paymentId, transferId, amountMinor } = request;
      if (!isMade(request, await listReversals(stripe, transferId))) {
        await stripe.transfers.createReversal(
          transferId,
          { amount: amountMinor, metadata: { payment_id: paymentId, [keyNote]: key } },
          keyed(key, "reversal"),
        );
      }
      return getPayment(paymentId);
    },
  };
}

const keyNote = "request_key";

type Made = { readonly amount: number; readonly metadata: Stripe.Metadata | null };

function isMade(
  { key, amountMinor }: { readonly key: string; readonly amountMinor: number },
  all: readonly Made[],
): boolean {
  const made = all.find(({ metadata }) => metadata?.[keyNote] === key);
  if (made !== undefined && made.amount !== amountMinor) {
    throw new PaymentError("key-reused", "The same key was used for another amount before. Nothing was done.");
  }
  return made !== undefined;
}

/** What finds the transfers of a payment again: Stripe cannot list them by the charge they came from. */
export function transferGroup(paymentId: string): string {
  return `payment_${paymentId}`;
}

async function readPayment(stripe: Stripe, paymentId: string): Promise<PaymentState> {
  const charge = await stripe.charges.retrieve(paymentId, { expand: ["balance_transaction"] });
  const [bill, refunds, disputes, transfers] = await Promise.all([
    readBill(stripe, charge),
    listRefunds(stripe, charge.id),
    everyOf(stripe.disputes.list({ charge: charge.id, limit: pageSize })),
    readTransfers(stripe, charge.id),
  ]);
  return paymentOf({ charge, ...bill, refunds, disputes, transfers });
}

function listRefunds(stripe: Stripe, paymentId: string): Promise<readonly Stripe.Refund[]> {
  const expand = ["data.balance_transaction", "data.failure_balance_transaction"];
  return everyOf(stripe.refunds.list({ charge: paymentId, limit: pageSize, expand }));
}

function listTransfers(stripe: Stripe, paymentId: string): Promise<readonly Stripe.Transfer[]> {
  const expand = ["data.balance_transaction"];
  return everyOf(stripe.transfers.list({ transfer_group: transferGroup(paymentId), limit: pageSize, expand }));
}

// The list inside a transfer ends with the tenth and has no balance transactions.
function listReversals(stripe: Stripe, transferId: string): Promise<readonly Stripe.TransferReversal[]> {
  const expand = ["data.balance_transaction"];
  return everyOf(stripe.transfers.listReversals(transferId, { limit: pageSize, expand }));
}

async function readTransfers(stripe: Stripe, paymentId: string): Promise<readonly TransferState[]> {
  const transfers = await listTransfers(stripe, paymentId);
  return Promise.all(
    transfers.map(async (transfer) =>
      transferOf(transfer, transfer.amount_reversed === 0 ? [] : await listReversals(stripe, transfer.id)),
    ),
  );
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
