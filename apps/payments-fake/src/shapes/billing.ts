import type { Stripe } from "stripe";
import type { InvoicePaymentRow, ItemRow, SubscriptionRow } from "../state/rows-billing.ts";
import type { World } from "../state/world.ts";
import { plan, price } from "./catalogue.ts";
import { wholeList, type Wire } from "./wire.ts";

export const AUTOMATIC_TAX_OFF = {
  enabled: false,
  liability: null,
  status: null,
  provider: null,
  disabled_reason: null,
};

/** The parts that are the same for all of them here. */
const SUBSCRIPTION_DEFAULTS = {
  application: null,
  application_fee_percent: null,
  billing_cycle_anchor_config: null,
  billing_thresholds: null,
  collection_method: "charge_automatically",
  customer_account: null,
  days_until_due: null,
  default_source: null,
  livemode: false,
  managed_payments: null,
  next_pending_invoice_item_invoice: null,
  on_behalf_of: null,
  pending_invoice_item_interval: null,
  pending_setup_intent: null,
  pending_update: null,
  schedule: null,
  transfer_data: null,
} as const satisfies Partial<Wire<Stripe.Subscription>>;

export function subscription(row: SubscriptionRow, world: World): Wire<Stripe.Subscription> {
  const items = row.items.map((item) => subscriptionItem(item, row.id, world));
  return {
    id: row.id,
    ...SUBSCRIPTION_DEFAULTS,
    object: "subscription",
    automatic_tax: {
      disabled_reason: null,
      enabled: row.automaticTax,
      liability: row.automaticTax ? { type: "self" } : null,
    },
    billing_cycle_anchor: row.anchor,
    billing_mode: { flexible: { proration_discounts: "included" }, type: "flexible" },
    billing_schedules: [],
    cancel_at: row.cancelAt,
    cancel_at_period_end: row.cancelAtPeriodEnd,
    canceled_at: row.canceledAt,
    cancellation_details: {
      comment: row.cancelComment,
      feedback: row.cancelFeedback as never,
      feedback_option: null,
      reason: row.cancelReason,
    },
    created: row.created,
    currency: row.currency,
    customer: row.customer,
    default_payment_method: row.paymentMethod,
    default_tax_rates: [],
    description: row.description,
    discounts: [...row.discounts],
    ended_at: row.endedAt,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: "self" },
    },
    items: wholeList(`/v1/subscription_items?subscription=${row.id}`, items) as Wire<Stripe.Subscription>["items"],
    latest_invoice: row.latestInvoice,
    metadata: row.metadata,
    pause_collection:
      row.pauseCollection === null
        ? null
        : { behavior: row.pauseCollection.behavior, resumes_at: row.pauseCollection.resumesAt },
    payment_settings: { payment_method_options: null, payment_method_types: null, save_default_payment_method: "off" },
    start_date: row.startDate,
    status: row.status,
    test_clock: row.testClock,
    trial_end: row.trialEnd,
    trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: row.missingMethod } },
    trial_start: row.trialStart,
  };
}

export function subscriptionItem(row: ItemRow, of: string, world: World): Wire<Stripe.SubscriptionItem> {
  const behind = world.tables.prices.need(row.price);
  return {
    id: row.id,
    object: "subscription_item",
    billing_thresholds: null,
    created: row.created,
    current_period_end: row.periodEnd,
    current_period_start: row.periodStart,
    current_trial: null,
    discounts: [],
    metadata: row.metadata,
    plan: plan(behind),
    price: price(behind),
    quantity: row.quantity,
    subscription: of,
    tax_rates: [],
  };
}

export function invoicePayment(row: InvoicePaymentRow): Wire<Stripe.InvoicePayment> {
  return {
    id: row.id,
    object: "invoice_payment",
    amount_paid: row.amountPaid,
    amount_requested: row.amountRequested,
    created: row.created,
    currency: row.currency,
    invoice: row.invoice,
    is_default: true,
    livemode: false,
    payment: { payment_intent: row.paymentIntent, type: "payment_intent" },
    status: row.status,
    status_transitions: { canceled_at: row.canceledAt, paid_at: row.paidAt },
  };
}
