import { z } from "zod";
import { sumOf } from "../billing/session-totals.ts";
import { emit } from "../events/emit.ts";
import { invalidRequest } from "../http/api-error.ts";
import {
  bool,
  currency,
  expandable,
  int,
  mergeMetadata,
  metadata,
  onlyExpand,
  paged,
  positive,
  templateUrl,
  text,
  word,
} from "../http/params.ts";
import { found, listOf, route, type Call, type Route } from "../http/route.ts";
import { session as shape, sessionLines } from "../shapes/checkout.ts";
import { leastOf } from "../state/currency.ts";
import { newId, randomText } from "../state/ids.ts";
import type { LineRow, SessionRow } from "../state/rows.ts";
import type { World } from "../state/world.ts";
import { createPrice, priceData } from "./prices.ts";

const HOUR = 3600;

const line = z.strictObject({
  adjustable_quantity: z.strictObject({ enabled: bool }).optional(),
  metadata: metadata.optional(),
  price: word.optional(),
  price_data: priceData.optional(),
  quantity: positive.optional(),
});
const liability = z.strictObject({ type: z.literal("self") });
const invoiceData = z.strictObject({
  description: text.optional(),
  footer: text.optional(),
  metadata: metadata.optional(),
  issuer: liability.optional(),
});
const trialSettings = z.strictObject({
  end_behavior: z.strictObject({ missing_payment_method: z.enum(["create_invoice", "pause", "cancel"]) }),
});

const create = z.strictObject({
  ...expandable,
  allow_promotion_codes: bool.optional(),
  automatic_tax: z.strictObject({ enabled: bool, liability: liability.optional() }).optional(),
  billing_address_collection: z.enum(["auto", "required"]).optional(),
  cancel_url: templateUrl.optional(),
  client_reference_id: text.optional(),
  currency: currency.optional(),
  customer: word.optional(),
  customer_creation: z.enum(["always", "if_required"]).optional(),
  customer_email: z.email().optional(),
  customer_update: z
    .strictObject({ address: z.enum(["auto", "never"]).optional(), name: z.enum(["auto", "never"]).optional() })
    .optional(),
  discounts: z
    .array(z.strictObject({ coupon: word.optional(), promotion_code: word.optional() }))
    .max(1)
    .optional(),
  expires_at: int.optional(),
  invoice_creation: z.strictObject({ enabled: bool, invoice_data: invoiceData.optional() }).optional(),
  line_items: z.array(line).min(1).max(100),
  locale: text.optional(),
  metadata: metadata.optional(),
  mode: z.enum(["payment", "subscription"]),
  payment_intent_data: z
    .strictObject({
      description: text.optional(),
      metadata: metadata.optional(),
      receipt_email: text.optional(),
      setup_future_usage: z.literal("off_session").optional(),
      transfer_group: text.optional(),
    })
    .optional(),
  payment_method_collection: z.enum(["always", "if_required"]).optional(),
  phone_number_collection: z.strictObject({ enabled: bool }).optional(),
  submit_type: z.enum(["auto", "pay", "book", "subscribe"]).optional(),
  subscription_data: z
    .strictObject({
      description: text.optional(),
      metadata: metadata.optional(),
      trial_end: int.optional(),
      trial_period_days: positive.optional(),
      trial_settings: trialSettings.optional(),
    })
    .optional(),
  success_url: templateUrl,
  tax_id_collection: z.strictObject({ enabled: bool, required: text.optional() }).optional(),
  ui_mode: z.literal("hosted_page").optional(),
});
type Create = Call<z.infer<typeof create>>;
const list = z.strictObject({
  ...paged,
  customer: word.optional(),
  customer_details: z.strictObject({ email: text }).optional(),
  payment_intent: word.optional(),
  status: z.enum(["open", "complete", "expired"]).optional(),
  subscription: word.optional(),
});

function linesOf(call: Create): readonly LineRow[] {
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

function currencyOf(call: Create, lines: readonly LineRow[]): string {
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

function expiryOf(call: Create): number {
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

function checkModes(call: Create): void {
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

function createSession(call: Create): SessionRow {
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

function wishesOf({ params }: Create): Wishes {
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

/** Ends a session that nobody paid. */
export function expireSession(world: World, row: SessionRow): SessionRow {
  if (row.status !== "open") {
    throw invalidRequest(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${row.status}.`,
      "resource_state_invalid",
    );
  }
  const expired = world.tables.sessions.put({ ...row, status: "expired" });
  emit(world, { type: "checkout.session.expired", object: shape(expired, world) });
  return expired;
}

export const sessionRoutes: readonly Route[] = [
  route("POST", "/v1/checkout/sessions", create, (call) => shape(createSession(call), call.world)),
  route("GET", "/v1/checkout/sessions", list, (call) => {
    const { params, world } = call;
    return listOf({
      call,
      table: world.tables.sessions,
      url: "/v1/checkout/sessions",
      shape: (row) => shape(row, world),
      where: {
        customer: params.customer,
        paymentIntent: params.payment_intent,
        subscription: params.subscription,
        status: params.status,
      },
      matches: (row) =>
        params.customer_details === undefined ||
        (row.chosen.email ?? row.customerEmail) === params.customer_details.email,
    });
  }),
  route("GET", "/v1/checkout/sessions/:id", onlyExpand, (call) => shape(sessionOf(call), call.world)),
  route(
    "POST",
    "/v1/checkout/sessions/:id",
    z.strictObject({ ...expandable, metadata: metadata.optional() }),
    (call) => {
      const before = sessionOf(call);
      return shape(
        call.world.tables.sessions.put({ ...before, metadata: mergeMetadata(before.metadata, call.params.metadata) }),
        call.world,
      );
    },
  ),
  route("POST", "/v1/checkout/sessions/:id/expire", onlyExpand, (call) =>
    shape(expireSession(call.world, sessionOf(call)), call.world),
  ),
  route("GET", "/v1/checkout/sessions/:id/line_items", z.strictObject(paged), (call) =>
    sessionLines(sessionOf(call), call.world),
  ),
];

function sessionOf(call: Call<unknown>): SessionRow {
  return found(call, call.world.tables.sessions, "checkout.session", call.id);
}
