import { z } from "zod";
import { bool, clearable, expandable, int, metadata, paged, positive, text, word } from "../http/params.ts";

export const behavior = z.enum(["always_invoice", "create_prorations", "none"]);
// A change that waits for its payment is not simulated: ask for `error_if_incomplete` to change nothing unless it is paid.
export const payment = z.enum(["allow_incomplete", "error_if_incomplete"]);
const details = z.strictObject({ comment: clearable.optional(), feedback: clearable.optional() });
const item = z.strictObject({
  id: word.optional(),
  price: word.optional(),
  quantity: positive.optional(),
  metadata: metadata.optional(),
});

export const createSubscriptionParams = z.strictObject({
  ...expandable,
  automatic_tax: z.strictObject({ enabled: bool }).optional(),
  cancel_at_period_end: bool.optional(),
  customer: word,
  default_payment_method: word.optional(),
  description: text.optional(),
  items: z.array(item).min(1).max(20),
  metadata: metadata.optional(),
  off_session: bool.optional(),
  payment_behavior: payment.optional(),
  trial_end: int.optional(),
  trial_period_days: positive.optional(),
});
export const updateSubscriptionParams = z.strictObject({
  ...expandable,
  automatic_tax: z.strictObject({ enabled: bool }).optional(),
  cancel_at: z.union([int, z.literal("")]).optional(),
  cancel_at_period_end: bool.optional(),
  cancellation_details: details.optional(),
  default_payment_method: word.optional(),
  description: clearable.optional(),
  items: z.array(item).max(20).optional(),
  metadata: metadata.optional(),
  off_session: bool.optional(),
  pause_collection: z
    .union([
      z.literal(""),
      z.strictObject({ behavior: z.enum(["keep_as_draft", "mark_uncollectible", "void"]), resumes_at: int.optional() }),
    ])
    .optional(),
  payment_behavior: payment.optional(),
  proration_behavior: behavior.optional(),
  proration_date: int.optional(),
});
export const cancelSubscriptionParams = z.strictObject({
  ...expandable,
  cancellation_details: details.optional(),
  invoice_now: bool.optional(),
  prorate: bool.optional(),
});
export const listSubscriptionParams = z.strictObject({
  ...paged,
  customer: word.optional(),
  price: word.optional(),
  status: z
    .enum([
      "active",
      "all",
      "canceled",
      "ended",
      "incomplete",
      "incomplete_expired",
      "past_due",
      "paused",
      "trialing",
      "unpaid",
    ])
    .optional(),
  test_clock: word.optional(),
});
export const updateItemParams = z.strictObject({
  ...expandable,
  metadata: metadata.optional(),
  off_session: bool.optional(),
  payment_behavior: payment.optional(),
  price: word.optional(),
  proration_behavior: behavior.optional(),
  proration_date: int.optional(),
  quantity: positive.optional(),
});
