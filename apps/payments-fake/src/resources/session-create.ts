import { sumOf } from "../billing/session-totals.ts";
import { invalidRequest } from "../http/api-error.ts";
import { mergeMetadata } from "../http/params.ts";
import { found } from "../http/route.ts";
import { leastOf } from "../state/currency.ts";
import { newId, randomText } from "../state/ids.ts";
import type { LineRow, SessionRow } from "../state/rows.ts";
import { createPrice } from "./prices.ts";
import type { SessionCreate } from "./session-params.ts";

const HOUR = 3600;

function linesOf(call: SessionCreate): readonly LineRow[] {
  return call.params.line_items.map((item, at) => {
    const where = `line_items[${at}]`;
    if (item.price === undefined && item.price_data === undefined) {
      throw invalidRequest(`Missing required param: ${where}[price].`, "parameter_missing", `${where}[price]`);
    }
    const price =
      item.price_data === undefined
        ? found(call, call.world.tables.prices, "price", item.price ?? "", `${where}[price]`)
        : createPrice(call.world, call, item.price_data, `${where}[price_data]`);
    if (call.params.mode === "payment" && price.recurring !== null) {
      throw invalidRequest(
        "You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.",
        "parameter_invalid",
        where,
      );
    }
    if (item.quantity === undefined)
      throw invalidRequest(
        `Quantity is required. Add \`quantity\` to \`${where}\``,
        "parameter_missing",
        `${where}[quantity]`,
      );
    return { id: newId("li"), price: price.id, quantity: item.quantity, metadata: mergeMetadata({}, item.metadata) };
  });
}

function currencyOf(call: SessionCreate, lines: readonly LineRow[]): string {
  const currencies = new Set(lines.map((item) => call.world.tables.prices.need(item.price).currency));
  const [first] = currencies;
  if (first === undefined || currencies.size > 1)
    throw invalidRequest(
      "All prices on a Checkout Session must have the same currency.",
      "currency_mismatch",
      "line_items",
    );
  return first;
}

function expiryOf(call: SessionCreate): number {
  const now = call.world.now();
  const asked = call.params.expires_at ?? now + 24 * HOUR;
  // A little grace for what travelled: the caller's clock and this one are not the same.
  if (asked < now + HOUR / 2 - 60)
    throw invalidRequest(
      "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.",
      "parameter_invalid",
      "expires_at",
    );
  if (asked > now + 24 * HOUR + 60)
    throw invalidRequest(
      "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
      "parameter_invalid",
      "expires_at",
    );
  return asked;
}

function checkModes(call: SessionCreate): void {
  const {
    mode,
    invoice_creation: invoice,
    subscription_data: subscription,
    payment_intent_data: payment,
    discounts,
    allow_promotion_codes: codes,
    customer,
    customer_email: email,
  } = call.params;
  if (mode === "subscription" && invoice !== undefined)
    throw invalidRequest(
      "You can only enable invoice creation when `mode` is set to `payment`. Invoices are created automatically when `mode` is set to `subscription`.",
      "parameter_invalid",
      "invoice_creation",
    );
  if (mode === "subscription" && payment !== undefined)
    throw invalidRequest(
      "You can not pass `payment_intent_data` in `subscription` mode.",
      "parameter_invalid",
      "payment_intent_data",
    );
  if (mode === "payment" && subscription !== undefined)
    throw invalidRequest(
      "You can not pass `subscription_data` in `payment` mode.",
      "parameter_invalid",
      "subscription_data",
    );
  if (discounts !== undefined && codes !== undefined)
    throw invalidRequest(
      "You may only specify one of these parameters: allow_promotion_codes, discounts.",
      "parameter_invalid",
      "discounts",
    );
  if (customer !== undefined && email !== undefined)
    throw invalidRequest(
      "You may only specify one of these parameters: customer, customer_email.",
      "parameter_invalid",
      "customer_email",
    );
}

/** Makes a session as it was asked for. */
export function createSession(call: SessionCreate): SessionRow {
  const { world, params } = call;
  checkModes(call);
  if (params.customer !== undefined) found(call, world.tables.customers, "customer", params.customer, "customer");
  const lines = linesOf(call);
  const [discount] = params.discounts ?? [];
  if (discount?.coupon !== undefined)
    found(call, world.tables.coupons, "coupon", discount.coupon, "discounts[0][coupon]");
  if (discount?.promotion_code !== undefined)
    found(call, world.tables.promotionCodes, "promotion code", discount.promotion_code, "discounts[0][promotion_code]");
  const row = world.tables.sessions.put({
    ...wishesOf(call),
    id: `cs_test_${randomText(56)}`,
    created: world.now(),
    status: "open",
    paymentStatus: "unpaid",
    currency: currencyOf(call, lines),
    lines,
    expiresAt: expiryOf(call),
    chosen: {
      promotion: discount?.promotion_code ?? null,
      coupon: discount?.coupon ?? null,
      country: null,
      taxId: null,
      email: null,
      name: null,
    },
    paymentIntent: null,
    subscription: null,
    invoice: null,
    failure: null,
  });
  const { total } = sumOf(row, world);
  if (total > 0 && total < leastOf(row.currency)) {
    throw invalidRequest(
      `The Checkout Session's total amount due must add up to at least ${leastOf(row.currency)} ${row.currency}`,
      "amount_too_small",
      "line_items",
    );
  }
  return row;
}

type Wishes = Omit<
  SessionRow,
  | "id"
  | "created"
  | "status"
  | "paymentStatus"
  | "currency"
  | "lines"
  | "expiresAt"
  | "chosen"
  | "paymentIntent"
  | "subscription"
  | "invoice"
  | "failure"
>;

function wishesOf({ params }: SessionCreate): Wishes {
  const { invoice_creation: invoice, payment_intent_data: payment, subscription_data: subscription } = params;
  return {
    mode: params.mode,
    customer: params.customer ?? null,
    customerEmail: params.customer_email ?? null,
    customerCreation:
      params.customer_creation ??
      (params.mode === "subscription" || invoice?.enabled === true ? "always" : "if_required"),
    successUrl: params.success_url,
    cancelUrl: params.cancel_url ?? null,
    reference: params.client_reference_id ?? null,
    allowCodes: params.allow_promotion_codes ?? false,
    automaticTax: params.automatic_tax?.enabled ?? false,
    collectTaxId: params.tax_id_collection?.enabled ?? false,
    invoiceCreation:
      invoice?.enabled === true
        ? {
            metadata: mergeMetadata({}, invoice.invoice_data?.metadata),
            description: invoice.invoice_data?.description ?? null,
            footer: invoice.invoice_data?.footer ?? null,
          }
        : null,
    locale: params.locale ?? null,
    metadata: mergeMetadata({}, params.metadata),
    paymentData: {
      metadata: mergeMetadata({}, payment?.metadata),
      description: payment?.description ?? null,
      transferGroup: payment?.transfer_group ?? null,
    },
    subscriptionData: {
      metadata: mergeMetadata({}, subscription?.metadata),
      description: subscription?.description ?? null,
      trialEnd: subscription?.trial_end ?? null,
      trialDays: subscription?.trial_period_days ?? null,
      missingMethod: subscription?.trial_settings?.end_behavior.missing_payment_method ?? "create_invoice",
    },
    billingAddress: params.billing_address_collection ?? "auto",
  };
}
