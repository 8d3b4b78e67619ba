import type { Stripe } from "stripe";
import { invoiceTotals, type Totals } from "../billing/totals.ts";
import type { InvoiceLineRow, InvoiceRow } from "../state/rows.ts";
import type { World } from "../state/world.ts";
import { AUTOMATIC_TAX_OFF, invoicePayment } from "./billing.ts";
import { NO_ADDRESS } from "./payment.ts";
import { wholeList, type Wire } from "./wire.ts";

export function invoice(row: InvoiceRow, world: World): Wire<Stripe.Invoice> {
  const totals = invoiceTotals(row);
  const customer = world.tables.customers.get(row.customer);
  const country = customer?.country ?? row.tax.country;
  const lines = row.lines.map((line) => invoiceLine(line, row, world));
  const issued = row.number !== null;
  return {
    id: row.id,
    object: "invoice",
    account_country: "DE",
    account_name: "Fleet Persona (test)",
    account_tax_ids: null,
    amount_due: totals.due,
    amount_overpaid: 0,
    amount_paid: row.paid,
    amount_remaining: Math.max(0, totals.due - row.paid),
    amount_shipping: 0,
    application: null,
    attempt_count: row.attempts,
    attempted: row.attempts > 0 || row.status === "paid",
    auto_advance: row.status === "draft" || (row.status === "open" && row.nextAttempt !== null),
    automatic_tax: row.tax.enabled
      ? { disabled_reason: null, enabled: true, liability: { type: "self" }, provider: "stripe", status: "complete" }
      : AUTOMATIC_TAX_OFF,
    automatically_finalizes_at: row.status === "draft" ? row.finalizesAt : null,
    billing_reason: row.reason,
    collection_method: "charge_automatically",
    created: row.created,
    currency: row.currency,
    custom_fields: null,
    customer: row.customer,
    customer_account: null,
    customer_address: country === null ? null : { ...NO_ADDRESS, country },
    customer_email: customer?.email ?? null,
    customer_name: customer?.name ?? null,
    customer_phone: customer?.phone ?? null,
    customer_shipping: null,
    customer_tax_exempt: customer?.taxExempt ?? "none",
    customer_tax_ids: customer?.taxId == null ? [] : [{ type: customer.taxId.type, value: customer.taxId.value }],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: row.description,
    discounts: [...row.discounts],
    due_date: null,
    effective_at: row.finalizedAt,
    ending_balance: row.endingBalance,
    footer: row.footer,
    from_invoice: null,
    hosted_invoice_url: issued ? `${world.baseUrl}/invoices/${row.id}` : null,
    invoice_pdf: issued ? `${world.baseUrl}/invoices/${row.id}/pdf` : null,
    issuer: { type: "self" },
    last_finalization_error: null,
    latest_revision: null,
    lines: wholeList(`/v1/invoices/${row.id}/lines`, lines) as Wire<Stripe.Invoice>["lines"],
    livemode: false,
    metadata: row.metadata,
    next_payment_attempt: row.status === "draft" ? row.finalizesAt : row.status === "open" ? row.nextAttempt : null,
    number: row.number,
    on_behalf_of: null,
    parent: parentOf(row),
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: row.period.end,
    period_start: row.period.start,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: row.startingBalance,
    statement_descriptor: null,
    status: row.status,
    status_transitions: {
      finalized_at: row.finalizedAt,
      marked_uncollectible_at: row.uncollectibleAt,
      paid_at: row.paidAt,
      voided_at: row.voidedAt,
    },
    subtotal: totals.subtotal,
    subtotal_excluding_tax: totals.subtotal - (row.tax.inclusive ? totals.tax : 0),
    test_clock: row.testClock,
    total: totals.total,
    total_discount_amounts: row.discounts.map((discount, at) => ({ amount: at === 0 ? totals.discount : 0, discount })),
    total_excluding_tax: totals.total - totals.tax,
    total_pretax_credit_amounts: row.discounts.map((discount, at) => ({
      amount: at === 0 ? totals.discount : 0,
      discount,
      type: "discount" as const,
    })),
    total_taxes: taxesOf(row, totals.tax, taxableOf(row, totals)),
    webhooks_delivered_at: row.finalizedAt,
  };
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
    taxes: taxesOf(
      row,
      line.tax,
      line.amount - line.discount - (row.tax.inclusive ? line.tax : 0),
    ) as Wire<Stripe.InvoiceLineItem.Tax>[],
  };
}

/** What comes with an invoice only when it is asked for. */
export function invoicePayments(row: InvoiceRow, world: World): unknown {
  const payments = world.tables.invoicePayments.having("invoice", row.id).toReversed();
  return wholeList(`/v1/invoice_payments?invoice=${row.id}`, payments.map(invoicePayment));
}
