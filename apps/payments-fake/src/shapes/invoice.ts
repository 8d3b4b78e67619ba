import type { Stripe } from "stripe";
import { invoiceTotals, type Totals } from "../billing/totals.ts";
import type { InvoiceLineRow, InvoiceRow } from "../state/rows-billing.ts";
import type { World } from "../state/world.ts";
import { AUTOMATIC_TAX_OFF, invoicePayment } from "./billing.ts";
import { NO_ADDRESS } from "./payment.ts";
import { wholeList, type Wire } from "./wire.ts";

/** The parts that are the same for all of them here. */
const INVOICE_DEFAULTS = {
  account_country: "DE",
  account_name: "Fleet Persona (test)",
  account_tax_ids: null,
  amount_overpaid: 0,
  amount_shipping: 0,
  application: null,
  collection_method: "charge_automatically",
  custom_fields: null,
  customer_account: null,
  customer_shipping: null,
  default_payment_method: null,
  default_source: null,
  due_date: null,
  from_invoice: null,
  last_finalization_error: null,
  latest_revision: null,
  livemode: false,
  on_behalf_of: null,
  post_payment_credit_notes_amount: 0,
  pre_payment_credit_notes_amount: 0,
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  statement_descriptor: null,
} as const satisfies Partial<Wire<Stripe.Invoice>>;

export function invoice(row: InvoiceRow, world: World): Wire<Stripe.Invoice> {
  const totals = invoiceTotals(row);
  const customer = world.tables.customers.get(row.customer);
  const country = customer?.country ?? row.tax.country;
  const lines = row.lines.map((line) => invoiceLine(line, row, world));
  const issued = row.number !== null;
  return {
    id: row.id,
    ...INVOICE_DEFAULTS,
    object: "invoice",
    amount_due: totals.due,
    amount_paid: row.paid,
    amount_remaining: Math.max(0, totals.due - row.paid),
    attempt_count: row.attempts,
    attempted: row.attempts > 0 || row.status === "paid",
    auto_advance: row.status === "draft" || (row.status === "open" && row.nextAttempt !== null),
    automatic_tax: row.tax.enabled ? AUTOMATIC_TAX_ON : AUTOMATIC_TAX_OFF,
    automatically_finalizes_at: row.status === "draft" ? row.finalizesAt : null,
    billing_reason: row.reason,
    created: row.created,
    currency: row.currency,
    customer: row.customer,
    customer_address: country === null ? null : { ...NO_ADDRESS, country },
    customer_email: customer?.email ?? null,
    customer_name: customer?.name ?? null,
    customer_phone: customer?.phone ?? null,
    customer_tax_exempt: customer?.taxExempt ?? "none",
    customer_tax_ids: customer?.taxId == null ? [] : [{ type: customer.taxId.type, value: customer.taxId.value }],
    default_tax_rates: [],
    description: row.description,
    discounts: [...row.discounts],
    effective_at: row.finalizedAt,
    ending_balance: row.endingBalance,
    footer: row.footer,
    hosted_invoice_url: issued ? `${world.baseUrl}/invoices/${row.id}` : null,
    invoice_pdf: issued ? `${world.baseUrl}/invoices/${row.id}/pdf` : null,
    issuer: { type: "self" },
    lines: wholeList(`/v1/invoices/${row.id}/lines`, lines) as Wire<Stripe.Invoice>["lines"],
    metadata: row.metadata,
    next_payment_attempt: row.status === "draft" ? row.finalizesAt : row.status === "open" ? row.nextAttempt : null,
    number: row.number,
    parent: parentOf(row),
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: row.period.end,
    period_start: row.period.start,
    starting_balance: row.startingBalance,
    status: row.status,
    status_transitions: transitionsOf(row),
    subtotal: totals.subtotal,
    subtotal_excluding_tax: totals.subtotal - (row.tax.inclusive ? totals.tax : 0),
    test_clock: row.testClock,
    total: totals.total,
    total_discount_amounts: discountsOf(row, totals),
    total_excluding_tax: totals.total - totals.tax,
    total_pretax_credit_amounts: discountsOf(row, totals).map((of) => ({ ...of, type: "discount" as const })),
    total_taxes: taxesOf(row, totals.tax, taxableOf(row, totals)),
    webhooks_delivered_at: row.finalizedAt,
  };
}

const AUTOMATIC_TAX_ON = {
  disabled_reason: null,
  enabled: true,
  liability: { type: "self" },
  provider: "stripe",
  status: "complete",
} as const;

function transitionsOf(row: InvoiceRow): Wire<Stripe.Invoice.StatusTransitions> {
  return {
    finalized_at: row.finalizedAt,
    marked_uncollectible_at: row.uncollectibleAt,
    paid_at: row.paidAt,
    voided_at: row.voidedAt,
  };
}

function discountsOf(row: InvoiceRow, totals: Totals): { amount: number; discount: string }[] {
  return row.discounts.map((discount, at) => ({ amount: at === 0 ? totals.discount : 0, discount }));
}

function parentOf(row: InvoiceRow): Wire<Stripe.Invoice.Parent> | null {
  if (row.subscription === null) return null;
  return {
    quote_details: null,
    subscription_details: {
      metadata: row.subscriptionMetadata,
      subscription: row.subscription,
      ...(row.prorationDate === null ? {} : { subscription_proration_date: row.prorationDate }),
    },
    type: "subscription_details",
  };
}

function taxableOf(row: InvoiceRow, totals: Totals): number {
  return totals.subtotal - totals.discount - (row.tax.inclusive ? totals.tax : 0);
}

function taxesOf(row: InvoiceRow, tax: number, taxable: number): Wire<Stripe.Invoice.TotalTax>[] {
  if (!row.tax.enabled) return [];
  return [
    {
      amount: tax,
      tax_behavior: row.tax.inclusive ? "inclusive" : "exclusive",
      tax_rate_details: { tax_rate: `txr_${(row.tax.country ?? "none").toLowerCase()}_${row.tax.rate}` },
      taxability_reason: row.tax.reverse ? "reverse_charge" : row.tax.rate === 0 ? "not_collecting" : "standard_rated",
      taxable_amount: taxable,
      type: "tax_rate_details",
    },
  ];
}

export function invoiceLine(line: InvoiceLineRow, row: InvoiceRow, world: World): Wire<Stripe.InvoiceLineItem> {
  const price = world.tables.prices.need(line.price);
  const [discount] = row.discounts;
  const ofItem = row.subscription !== null && line.item !== null;
  return {
    id: line.id,
    object: "line_item",
    amount: line.amount,
    currency: row.currency,
    description: line.description,
    discount_amounts: discount === undefined ? [] : [{ amount: line.discount, discount }],
    discountable: !line.proration,
    discounts: [],
    invoice: row.id,
    livemode: false,
    metadata: {},
    parent: ofItem
      ? {
          invoice_item_details: null,
          subscription_item_details: {
            invoice_item: null,
            proration: line.proration,
            proration_details: { credited_items: null },
            subscription: row.subscription,
            subscription_item: line.item ?? "",
          },
          type: "subscription_item_details",
        }
      : {
          invoice_item_details: {
            invoice_item: line.id.replace("il_", "ii_"),
            proration: false,
            proration_details: { credited_items: null },
            subscription: null,
          },
          subscription_item_details: null,
          type: "invoice_item_details",
        },
    period: { ...line.period },
    pretax_credit_amounts: discount === undefined ? [] : [{ amount: line.discount, discount, type: "discount" }],
    pricing: {
      price_details: { price: price.id, product: price.product },
      type: "price_details",
      unit_amount_decimal: String(price.unitAmount),
    },
    quantity: line.quantity,
    quantity_decimal: String(line.quantity),
    subscription: row.subscription,
    subtotal: line.amount,
    taxes: taxesOf(row, line.tax, line.amount - line.discount - (row.tax.inclusive ? line.tax : 0)),
  };
}

/** What comes with an invoice only when it is asked for. */
export function invoicePayments(row: InvoiceRow, world: World): unknown {
  const payments = world.tables.invoicePayments.having("invoice", row.id).toReversed();
  return wholeList(`/v1/invoice_payments?invoice=${row.id}`, payments.map(invoicePayment));
}
