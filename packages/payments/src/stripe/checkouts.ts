import { Stripe } from "stripe";
import type { CheckoutRequest, PaymentGateway } from "../payment-gateway.ts";
import type { CheckoutState } from "../payment-states.ts";
import { everyOf, idOrNull } from "./answer.ts";
import { checkoutOf } from "./checkout-of.ts";
import { ensureProduct } from "./listing-product.ts";
import { keyed, pageSize, wasReplayed } from "./stripe-client.ts";

type Methods = Pick<
  PaymentGateway,
  "createCustomer" | "createCheckout" | "getCheckout" | "expireCheckout" | "openBillingPage"
>;

// Money of these comes days after the checkout, or comes and goes back again: a lease is given for money that is there.
const slowMethods = [
  "acss_debit",
  "au_becs_debit",
  "bacs_debit",
  "boleto",
  "customer_balance",
  "konbini",
  "multibanco",
  "nz_bank_account",
  "oxxo",
  "payto",
  "sepa_debit",
  "sofort",
  "us_bank_account",
];

/** The processor's pages that a buyer sees. */
export function stripeCheckouts(stripe: Stripe, automaticTax: boolean): Methods {
  const read = (session: Stripe.Checkout.Session) => readCheckout(stripe, session);
  const retrieve = (checkoutId: string) =>
    stripe.checkout.sessions.retrieve(checkoutId, { expand: ["payment_intent"] });
  return {
    async createCustomer({ key, tenantId, name, email }) {
      const customer = await stripe.customers.create(
        { name, email, metadata: { tenant_id: tenantId } },
        keyed(key, "customer"),
      );
      return customer.id;
    },
    async createCheckout(request) {
      const product = await ensureProduct(stripe, request);
      const session = await stripe.checkout.sessions.create(
        sessionParams(request, product.id, automaticTax),
        keyed(request.key, "checkout"),
      );
      // A repeated answer is the one of then: the checkout may have been paid since.
      return read(wasReplayed(session) ? await retrieve(session.id) : session);
    },
    async getCheckout(checkoutId) {
      return read(await retrieve(checkoutId));
    },
    async expireCheckout(checkoutId) {
      const session = await retrieve(checkoutId);
      if (session.status !== "open") return read(session);
      try {
        return await read(await stripe.checkout.sessions.expire(checkoutId));
      } catch (error) {
        if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
        const since = await retrieve(checkoutId);
        if (since.status === "open") throw error;
        return read(since);
      }
    },
    async openBillingPage({ customerId, returnUrl }) {
      const page = await stripe.billingPortal.sessions.create({ customer: customerId, return_url: returnUrl });
      return page.url;
    },
  };
}

function sessionParams(
  request: CheckoutRequest,
  product: string,
  automaticTax: boolean,
): Stripe.Checkout.SessionCreateParams {
  const metadata = {
    order_id: request.orderId,
    tenant_id: request.tenantId,
    listing_id: request.listingId,
  };
  return {
    customer: request.customerId,
    // The buyer's tax number and address go with its invoices from then on.
    customer_update: { name: "auto", address: "auto" },
    tax_id_collection: { enabled: true },
    automatic_tax: { enabled: automaticTax },
    allow_promotion_codes: true,
    // What is shown is what is charged: no conversion into the buyer's currency on the way.
    adaptive_pricing: { enabled: false },
    excluded_payment_method_types: slowMethods,
    line_items: [
      {
        quantity: request.quantity,
        price_data: {
          currency: request.currency.toLowerCase(),
          unit_amount: request.unitMinor,
          tax_behavior: "exclusive",
          product,
          ...(request.every === null ? {} : { recurring: { interval: request.every } }),
        },
      },
    ],
    metadata,
    success_url: request.successUrl,
    cancel_url: request.cancelUrl,
    expires_at: Math.floor(request.expiresAt / 1000),
    ...(request.every === null
      ? {
          mode: "payment",
          payment_intent_data: { metadata },
          invoice_creation: { enabled: true, invoice_data: { metadata } },
        }
      : {
          mode: "subscription",
          subscription_data: {
            metadata,
            ...(request.trialDays === null ? {} : { trial_period_days: request.trialDays }),
          },
        }),
  };
}

async function readCheckout(stripe: Stripe, session: Stripe.Checkout.Session): Promise<CheckoutState> {
  return checkoutOf(session, session.status === "complete" ? await chargeOf(stripe, session) : null);
}

// What was free, for a code of 100 percent or a trial, has no charge at all.
async function chargeOf(stripe: Stripe, session: Stripe.Checkout.Session): Promise<string | null> {
  if (session.payment_intent !== null) return latestCharge(stripe, session.payment_intent);
  const invoice = idOrNull(session.invoice);
  if (invoice === null) return null;
  const payments = await everyOf(
    stripe.invoicePayments.list({ invoice, limit: pageSize, expand: ["data.payment.payment_intent"] }),
  );
  for (const { payment } of payments) {
    const charge = idOrNull(payment.charge) ?? (await latestCharge(stripe, payment.payment_intent ?? null));
    if (charge !== null) return charge;
  }
  return null;
}

async function latestCharge(stripe: Stripe, intent: string | Stripe.PaymentIntent | null): Promise<string | null> {
  if (intent === null) return null;
  const read = typeof intent === "string" ? await stripe.paymentIntents.retrieve(intent) : intent;
  return idOrNull(read.latest_charge);
}
