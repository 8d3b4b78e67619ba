import { z } from "zod";
import { bool, currency, expandable, int, metadata, paged, positive, templateUrl, text, word } from "../http/params.ts";
import type { Call } from "../http/route.ts";
import { priceData } from "./prices.ts";

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

export const createSessionParams = z.strictObject({
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
  excluded_payment_method_types: z.array(text).optional(),
  adaptive_pricing: z.strictObject({ enabled: bool }).optional(),
  tax_id_collection: z.strictObject({ enabled: bool, required: text.optional() }).optional(),
  ui_mode: z.literal("hosted_page").optional(),
});
/** A request for a session, as it was read. */
export type SessionCreate = Call<z.infer<typeof createSessionParams>>;
export const listSessionParams = z.strictObject({
  ...paged,
  customer: word.optional(),
  customer_details: z.strictObject({ email: text }).optional(),
  payment_intent: word.optional(),
  status: z.enum(["open", "complete", "expired"]).optional(),
  subscription: word.optional(),
});
