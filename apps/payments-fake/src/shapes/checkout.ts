import type { Stripe } from "stripe";
import { sumOf, type SessionSum } from "../billing/session-totals.ts";
import type { SessionRow } from "../state/rows.ts";
import type { World } from "../state/world.ts";
import { price } from "./catalogue.ts";
import { NO_ADDRESS } from "./payment.ts";
import { wholeList, type Wire, type WireList } from "./wire.ts";

/** The parts that are the same for all of them here. */
const SESSION_DEFAULTS = {
  after_expiration: null,
  allowed_payment_method_types: null,
  client_secret: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  customer_account: null,
  integration_identifier: null,
  livemode: false,
  managed_payments: null,
  origin_context: null,
  payment_link: null,
  payment_method_configuration_details: null,
  permissions: null,
  recovered_from: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  submit_type: null,
  wallet_options: null,
} as const satisfies Partial<Wire<Stripe.Checkout.Session>>;

export function session(row: SessionRow, world: World): Wire<Stripe.Checkout.Session> {
  const sum = sumOf(row, world);
  const payment = row.mode === "payment";
  return {
    id: row.id,
    ...SESSION_DEFAULTS,
    object: "checkout.session",
    adaptive_pricing: { enabled: false },
    allow_promotion_codes: row.allowCodes,
    amount_subtotal: sum.subtotal,
    amount_total: sum.total,
    automatic_tax: {
      enabled: row.automaticTax,
      liability: row.automaticTax ? { type: "self" } : null,
      provider: row.automaticTax ? "stripe" : null,
      status: row.automaticTax ? (sum.country === null ? "requires_location_inputs" : "complete") : null,
    },
    billing_address_collection: row.billingAddress,
    cancel_url: row.cancelUrl,
    client_reference_id: row.reference,
    created: row.created,
    currency: row.currency,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: row.customer,
    customer_creation: payment ? row.customerCreation : null,
    customer_details: customerDetails(row, world),
    customer_email: row.customerEmail,
    discounts: discountsOf(row),
    expires_at: row.expiresAt,
    invoice: row.invoice,
    invoice_creation: payment ? invoiceCreation(row) : null,
    locale: row.locale as never,
    metadata: row.metadata,
    mode: row.mode,
    payment_intent: row.paymentIntent,
    payment_method_collection: payment ? "if_required" : "always",
    payment_method_options: {
      card: { request_three_d_secure: "automatic" },
    },
    payment_method_types: ["card"],
    payment_status: row.paymentStatus,
    phone_number_collection: { enabled: false },
    saved_payment_method_options: payment
      ? null
      : { allow_redisplay_filters: ["always"], payment_method_remove: "disabled", payment_method_save: null },
    shipping_options: [],
    status: row.status,
    subscription: row.subscription,
    success_url: row.successUrl,
    ...(row.collectTaxId ? { tax_id_collection: { enabled: true, required: "never" as const } } : {}),
    total_details: { amount_discount: sum.discount, amount_shipping: 0, amount_tax: sum.tax },
    ui_mode: "hosted_page",
    url: row.status === "open" ? `${world.baseUrl}/checkout/${row.id}` : null,
  };
}

function customerDetails(row: SessionRow, world: World): Wire<Stripe.Checkout.Session.CustomerDetails> | null {
  const customer = row.customer === null ? undefined : world.tables.customers.get(row.customer);
  const email = row.chosen.email ?? customer?.email ?? row.customerEmail;
  if (customer === undefined && email === null && row.status === "open") return null;
  const country = row.chosen.country ?? customer?.country ?? null;
  return {
    address: row.status === "complete" || country !== null ? { ...NO_ADDRESS, country } : null,
    business_name: null,
    email,
    individual_name: null,
    name: row.chosen.name ?? customer?.name ?? null,
    phone: null,
    tax_exempt: row.status === "complete" ? (customer?.taxExempt ?? "none") : "none",
    tax_ids: row.status === "complete" ? (row.chosen.taxId === null ? [] : [{ ...row.chosen.taxId }]) : null,
  };
}

function discountsOf(row: SessionRow): Wire<Stripe.Checkout.Session.Discount>[] {
  const { promotion, coupon } = row.chosen;
  if (promotion !== null) return [{ coupon: null, promotion_code: promotion }];
  return coupon === null ? [] : [{ coupon, promotion_code: null }];
}

function invoiceCreation(row: SessionRow): Wire<Stripe.Checkout.Session.InvoiceCreation> {
  return {
    enabled: row.invoiceCreation !== null,
    invoice_data: {
      account_tax_ids: null,
      custom_fields: null,
      description: row.invoiceCreation?.description ?? null,
      footer: row.invoiceCreation?.footer ?? null,
      issuer: null,
      metadata: row.invoiceCreation?.metadata ?? {},
      rendering_options: null,
    },
  };
}

/** The lines of a session, which come with it only when they are asked for. */
export function sessionLines(
  row: SessionRow,
  world: World,
  sum: SessionSum = sumOf(row, world),
): WireList<Wire<Stripe.LineItem>> {
  const items = row.lines.map((line, at): Wire<Stripe.LineItem> => {
    const behind = world.tables.prices.need(line.price);
    const cost = sum.lines[at] ?? { amount: 0, discount: 0, tax: 0 };
    return {
      id: line.id,
      object: "item",
      adjustable_quantity: null,
      amount_discount: cost.discount,
      amount_subtotal: cost.amount,
      amount_tax: cost.tax,
      amount_total: cost.amount - cost.discount + (sum.taxState.inclusive ? 0 : cost.tax),
      currency: row.currency,
      description: world.tables.products.need(behind.product).name,
      metadata: line.metadata,
      price: price(behind),
      quantity: line.quantity,
    };
  });
  return wholeList(`/v1/checkout/sessions/${row.id}/line_items`, items);
}
