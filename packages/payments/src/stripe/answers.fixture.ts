import type { Stripe } from "stripe";

// Stripe's answers have a hundred fields: these have the ones that are read here, and pass for the whole.
function answered(fields: object): never {
  return fields as never;
}

type Fields = Readonly<Record<string, unknown>>;

export function balanceTransaction(fields: Fields = {}): Stripe.BalanceTransaction {
  return answered({
    id: "txn_1",
    reporting_category: "charge",
    source: "ch_1",
    amount: 12_100,
    fee: 380,
    net: 11_720,
    currency: "eur",
    created: 1_790_000_000,
    available_on: 1_790_172_800,
    ...fields,
  });
}

export function charge(fields: Fields = {}): Stripe.Charge {
  return answered({
    id: "ch_1",
    status: "succeeded",
    amount: 12_100,
    amount_refunded: 0,
    currency: "eur",
    created: 1_790_000_000,
    customer: "cus_1",
    metadata: { order_id: "order-1" },
    payment_intent: "pi_1",
    balance_transaction: balanceTransaction(),
    failure_message: null,
    outcome: null,
    receipt_url: "https://pay.example/receipt",
    payment_method_details: { card: { brand: "visa", last4: "4242", fingerprint: "fp_1" } },
    ...fields,
  });
}

export function invoice(fields: Fields = {}): Stripe.Invoice {
  return answered({
    id: "in_1",
    number: "FP-0001",
    status: "paid",
    hosted_invoice_url: "https://pay.example/invoice",
    invoice_pdf: "https://pay.example/invoice.pdf",
    parent: null,
    total_taxes: [{ amount: 2_100 }],
    ...fields,
  });
}

export function refund(fields: Fields = {}): Stripe.Refund {
  return answered({
    id: "re_1",
    status: "succeeded",
    amount: 4_000,
    created: 1_790_100_000,
    metadata: { refund_request_id: "request-1" },
    balance_transaction: balanceTransaction({
      id: "txn_2",
      reporting_category: "refund",
      source: "re_1",
      amount: -4_000,
      fee: 0,
      net: -4_000,
    }),
    ...fields,
  });
}

export function dispute(fields: Fields = {}): Stripe.Dispute {
  return answered({
    id: "du_1",
    status: "needs_response",
    reason: "fraudulent",
    amount: 12_100,
    currency: "eur",
    created: 1_790_200_000,
    evidence_details: { due_by: 1_790_900_000, submission_count: 0 },
    balance_transactions: [
      balanceTransaction({
        id: "txn_3",
        reporting_category: "dispute",
        source: "du_1",
        amount: -12_100,
        fee: 2_000,
        net: -14_100,
      }),
    ],
    ...fields,
  });
}

export function transfer(fields: Fields = {}): Stripe.Transfer {
  return answered({
    id: "tr_1",
    destination: "acct_1",
    amount: 8_500,
    amount_reversed: 0,
    currency: "eur",
    created: 1_791_300_000,
    balance_transaction: balanceTransaction({
      id: "txn_4",
      reporting_category: "transfer",
      source: "tr_1",
      amount: -8_500,
      fee: 0,
      net: -8_500,
    }),
    ...fields,
  });
}

export function transferReversal(fields: Fields = {}): Stripe.TransferReversal {
  return answered({
    id: "trr_1",
    amount: 3_000,
    created: 1_791_400_000,
    balance_transaction: balanceTransaction({
      id: "txn_5",
      reporting_category: "transfer_reversal",
      source: "trr_1",
      amount: 3_000,
      fee: 0,
      net: 3_000,
    }),
    ...fields,
  });
}

export function checkoutSession(fields: Fields = {}): Stripe.Checkout.Session {
  return answered({
    id: "cs_1",
    status: "open",
    url: "https://pay.example/checkout",
    expires_at: 1_790_003_600,
    metadata: { order_id: "order-1" },
    payment_intent: null,
    subscription: null,
    invoice: null,
    total_details: { amount_tax: 2_100 },
    ...fields,
  });
}

export function subscriptionItem(fields: Fields = {}): Stripe.SubscriptionItem {
  return answered({
    id: "si_1",
    quantity: 3,
    current_period_start: 1_789_400_000,
    current_period_end: 1_792_000_000,
    price: { unit_amount: 900, currency: "eur", recurring: { interval: "month", interval_count: 1 } },
    ...fields,
  });
}

export function subscription(fields: Fields = {}): Stripe.Subscription {
  return answered({
    id: "sub_1",
    customer: "cus_1",
    status: "active",
    created: 1_789_000_000,
    metadata: { order_id: "order-1" },
    items: { data: [subscriptionItem()] },
    trial_end: null,
    cancel_at: null,
    cancel_at_period_end: false,
    ended_at: null,
    ...fields,
  });
}

export function account(fields: Fields = {}): Stripe.V2.Core.Account {
  return answered({
    id: "acct_1",
    closed: false,
    identity: { country: "de" },
    metadata: { tenant_id: "tenant-1" },
    configuration: {
      recipient: { capabilities: { stripe_balance: { stripe_transfers: { status: "active" } } } },
    },
    requirements: { entries: [] },
    ...fields,
  });
}

export function balance(fields: Fields = {}): Stripe.Balance {
  return answered({
    available: [{ amount: 5_000, currency: "eur" }],
    pending: [{ amount: 700, currency: "eur" }],
    ...fields,
  });
}

export function balanceSettings(interval: string | null): Stripe.BalanceSettings {
  return answered({ payments: { payouts: { schedule: { interval } } } });
}

export function payout(fields: Fields = {}): Stripe.Payout {
  return answered({
    id: "po_1",
    status: "paid",
    amount: 5_000,
    currency: "eur",
    created: 1_792_000_000,
    arrival_date: 1_792_172_800,
    failure_message: null,
    ...fields,
  });
}

export function promotionCode(fields: Fields = {}): Stripe.PromotionCode {
  return answered({
    id: "promo_1",
    code: "AUTUMN",
    active: true,
    times_redeemed: 2,
    max_redemptions: 10,
    expires_at: 1_793_000_000,
    metadata: { listing_id: "listing-1", tenant_id: "tenant-1" },
    promotion: { type: "coupon", coupon: { id: "listing_listing-1_25", percent_off: 25 } },
    ...fields,
  });
}
