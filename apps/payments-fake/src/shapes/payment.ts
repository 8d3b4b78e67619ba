import type { Stripe } from "stripe";
import { cardBehind, fingerprintOf } from "../state/cards.ts";
import type { PaymentMethodRow } from "../state/rows.ts";
import type { CardFailure, ChargeRow, MovementRow, PaymentIntentRow, RefundRow } from "../state/rows-payments.ts";
import type { World } from "../state/world.ts";
import { wholeList, type Wire } from "./wire.ts";

export const NO_ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

export function paymentMethod(row: PaymentMethodRow): Wire<Stripe.PaymentMethod> {
  const { brand } = cardBehind(row.number);
  return {
    id: row.id,
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: billingDetails(row),
    card: {
      brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: "US",
      display_brand: brand,
      exp_month: row.expMonth,
      exp_year: row.expYear,
      fingerprint: fingerprintOf(row.number),
      funding: "credit",
      generated_from: null,
      last4: row.number.slice(-4),
      networks: { available: [brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: row.created,
    customer: row.customer,
    customer_account: null,
    livemode: false,
    metadata: row.metadata,
    type: "card",
  };
}

function billingDetails(row: PaymentMethodRow | undefined): Wire<Stripe.PaymentMethod.BillingDetails> {
  return {
    address: { ...NO_ADDRESS, country: row?.country ?? null },
    email: row?.email ?? null,
    name: row?.name ?? null,
    phone: null,
    tax_id: null,
  };
}

export function paymentIntent(row: PaymentIntentRow, world: World): Wire<Stripe.PaymentIntent> {
  return {
    id: row.id,
    object: "payment_intent",
    allowed_payment_method_types: null,
    amount: row.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: row.status === "succeeded" ? row.amount : 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: row.canceledAt,
    cancellation_reason: null,
    capture_method: "automatic",
    client_secret: `${row.id}_secret_${row.secret}`,
    confirmation_method: "automatic",
    created: row.created,
    currency: row.currency,
    customer: row.customer,
    customer_account: null,
    description: row.description,
    excluded_payment_method_types: null,
    last_payment_error: row.failure === null ? null : paymentError(row.failure, row, world),
    latest_charge: row.latestCharge,
    livemode: false,
    managed_payments: null,
    metadata: row.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: row.status === "requires_payment_method" ? null : row.paymentMethod,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: "automatic" },
    },
    payment_method_types: ["card"],
    payment_record: null,
    processing: null,
    receipt_email: row.receiptEmail,
    review: null,
    setup_future_usage: row.futureUsage,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: row.status,
    transfer_data: null,
    transfer_group: row.transferGroup,
  };
}

function paymentError(
  failure: CardFailure,
  row: PaymentIntentRow,
  world: World,
): NonNullable<Wire<Stripe.PaymentIntent>["last_payment_error"]> {
  const method = row.paymentMethod === null ? undefined : world.tables.paymentMethods.get(row.paymentMethod);
  return {
    charge: failure.charge,
    code: failure.code,
    ...(failure.declineCode === null ? {} : { decline_code: failure.declineCode }),
    doc_url: `https://docs.stripe.com/error-codes/${failure.code.replaceAll("_", "-")}`,
    message: failure.message,
    ...(method === undefined ? {} : { payment_method: paymentMethod(method) }),
    type: "card_error",
  };
}

export function charge(row: ChargeRow, world: World): Wire<Stripe.Charge> {
  const method = row.paymentMethod === null ? undefined : world.tables.paymentMethods.get(row.paymentMethod);
  const succeeded = row.status === "succeeded";
  return {
    id: row.id,
    object: "charge",
    amount: row.amount,
    amount_captured: succeeded ? row.amount : 0,
    amount_refunded: row.refunded,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: row.movement,
    billing_details: billingDetails(method),
    calculated_statement_descriptor: method === undefined ? null : "FLEET PERSONA",
    captured: succeeded,
    created: row.created,
    currency: row.currency,
    customer: row.customer,
    description: row.description,
    disputed: row.disputed,
    failure_balance_transaction: null,
    failure_code: row.failure?.code ?? null,
    failure_message: row.failure?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: row.metadata,
    on_behalf_of: null,
    outcome: method === undefined ? null : outcomeOf(row),
    paid: succeeded,
    payment_intent: row.paymentIntent,
    payment_method: row.paymentMethod,
    payment_method_details: method === undefined ? null : cardDetails(method),
    receipt_email: row.receiptEmail,
    receipt_number: null,
    receipt_url: succeeded ? `${world.baseUrl}/receipts/${row.id}` : null,
    refunded: succeeded && row.refunded === row.amount,
    review: null,
    shipping: null,
    source: null,
    source_transfer: row.sourceTransfer,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: row.status,
    transfer_data: null,
    transfer_group: row.transferGroup,
  };
}

function outcomeOf(row: ChargeRow): NonNullable<Wire<Stripe.Charge>["outcome"]> {
  const failed = row.failure !== null;
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: failed ? "05" : null,
    network_status: failed ? "declined_by_network" : "approved_by_network",
    reason: row.failure?.declineCode ?? null,
    risk_level: "normal",
    seller_message: failed ? "The bank did not return any further details with this decline." : "Payment complete.",
    type: failed ? "issuer_declined" : "authorized",
  };
}

function cardDetails(method: PaymentMethodRow): NonNullable<Wire<Stripe.Charge>["payment_method_details"]> {
  const { brand } = cardBehind(method.number);
  return {
    card: {
      amount_authorized: null,
      authorization_code: null,
      brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: "US",
      exp_month: method.expMonth,
      exp_year: method.expYear,
      extended_authorization: { status: "disabled" },
      fingerprint: fingerprintOf(method.number),
      funding: "credit",
      incremental_authorization: { status: "unavailable" },
      installments: null,
      last4: method.number.slice(-4),
      mandate: null,
      multicapture: { status: "unavailable" },
      network: brand,
      network_token: { used: false },
      network_transaction_id: null,
      overcapture: { maximum_amount_capturable: 0, status: "unavailable" },
      regulated_status: "unregulated",
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
    type: "card",
  } as NonNullable<Wire<Stripe.Charge>["payment_method_details"]>;
}

/** What comes with a charge only when it is asked for. */
export function chargeRefunds(row: ChargeRow, world: World): unknown {
  const refunds = world.tables.refunds.having("charge", row.id).toReversed();
  return wholeList(`/v1/charges/${row.id}/refunds`, refunds.map(refund));
}

export function refund(row: RefundRow): Wire<Stripe.Refund> {
  return {
    id: row.id,
    object: "refund",
    amount: row.amount,
    balance_transaction: row.movement,
    charge: row.charge,
    created: row.created,
    currency: row.currency,
    customer: null,
    customer_account: null,
    destination_details: {
      card: { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" },
      type: "card",
    },
    ...(row.failureMovement === null ? {} : { failure_balance_transaction: row.failureMovement }),
    ...(row.failureReason === null ? {} : { failure_reason: row.failureReason }),
    metadata: row.metadata,
    payment_intent: row.paymentIntent,
    payment_method: null,
    ...(row.status === "pending" ? { pending_reason: "processing" as const } : {}),
    reason: row.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: row.status,
    transfer_reversal: row.transferReversal,
  };
}

export function movement(row: MovementRow, world: World): Wire<Stripe.BalanceTransaction> {
  return {
    id: row.id,
    object: "balance_transaction",
    amount: row.amount,
    available_on: row.availableOn,
    balance_type: "payments",
    created: row.created,
    currency: row.currency,
    description: row.description,
    exchange_rate: null,
    fee: row.fee,
    fee_details:
      row.fee === 0
        ? []
        : [
            {
              amount: row.fee,
              application: null,
              currency: row.currency,
              description: row.category === "dispute" ? "Dispute fee" : "Stripe processing fees",
              type: "stripe_fee",
            },
          ],
    net: row.amount - row.fee,
    reporting_category: row.category,
    source: row.source,
    status: row.availableOn <= world.now() ? "available" : "pending",
    type: row.type,
  };
}
