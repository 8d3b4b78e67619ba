import { z } from "zod";
import { attempt, createIntent } from "../billing/pay.ts";
import { invoiceTotals } from "../billing/totals.ts";
import { applyChange, planChange } from "../billing/subscription-change.ts";
import { change, end, pause, resume } from "../billing/subscription-life.ts";
import { beginPaid, subscriptionFrom } from "../billing/subscription-start.ts";
import { invoiceDraft } from "../billing/subscription-life.ts";
import { ApiError, invalidRequest } from "../http/api-error.ts";
import {
  bool,
  clearable,
  expandable,
  int,
  mergeMetadata,
  metadata,
  onlyExpand,
  paged,
  positive,
  text,
  word,
} from "../http/params.ts";
import { found, listOf, route, type Call, type Route } from "../http/route.ts";
import { subscription as shape, subscriptionItem as itemShape } from "../shapes/billing.ts";
import { draftOf, methodFor } from "../billing/invoices.ts";
import type { SubscriptionRow } from "../state/rows.ts";
import { declined, methodOf } from "./payment-intents.ts";

const behavior = z.enum(["always_invoice", "create_prorations", "none"]);
// A change that waits for its payment is not simulated: ask for `error_if_incomplete` to change nothing unless it is paid.
const payment = z.enum(["allow_incomplete", "error_if_incomplete"]);
const details = z.strictObject({ comment: clearable.optional(), feedback: clearable.optional() });
const item = z.strictObject({
  id: word.optional(),
  price: word.optional(),
  quantity: positive.optional(),
  metadata: metadata.optional(),
});

const create = z.strictObject({
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
const update = z.strictObject({
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
const cancel = z.strictObject({
  ...expandable,
  cancellation_details: details.optional(),
  invoice_now: bool.optional(),
  prorate: bool.optional(),
});
const list = z.strictObject({
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
const itemUpdate = z.strictObject({
  ...expandable,
  metadata: metadata.optional(),
  off_session: bool.optional(),
  payment_behavior: payment.optional(),
  price: word.optional(),
  proration_behavior: behavior.optional(),
  proration_date: int.optional(),
  quantity: positive.optional(),
});

type Update = z.infer<typeof update>;

function subscriptionOf(call: Call<unknown>, id = call.id): SubscriptionRow {
  return found(call, call.world.tables.subscriptions, "subscription", id);
}

function otherChanges(row: SubscriptionRow, params: Update, now: number): Partial<SubscriptionRow> {
  const periodEnds = Math.min(...row.items.map((of) => of.periodEnd));
  const ending = params.cancel_at_period_end;
  return {
    ...(params.automatic_tax === undefined ? {} : { automaticTax: params.automatic_tax.enabled }),
    ...(params.default_payment_method === undefined ? {} : { paymentMethod: params.default_payment_method }),
    ...(params.description === undefined ? {} : { description: params.description }),
    ...(params.cancellation_details?.comment === undefined
      ? {}
      : { cancelComment: params.cancellation_details.comment }),
    ...(params.cancellation_details?.feedback === undefined
      ? {}
      : { cancelFeedback: params.cancellation_details.feedback }),
    ...(params.pause_collection === undefined
      ? {}
      : {
          pauseCollection:
            params.pause_collection === ""
              ? null
              : { behavior: params.pause_collection.behavior, resumesAt: params.pause_collection.resumes_at ?? null },
        }),
    ...(ending === undefined
      ? {}
      : ending
        ? {
            cancelAtPeriodEnd: true,
            cancelAt: periodEnds,
            canceledAt: now,
            cancelReason: "cancellation_requested" as const,
          }
        : { cancelAtPeriodEnd: false, cancelAt: null, canceledAt: null, cancelReason: null }),
    ...(params.cancel_at === undefined
      ? {}
      : params.cancel_at === ""
        ? { cancelAt: null, cancelAtPeriodEnd: false, canceledAt: null, cancelReason: null }
        : {
            cancelAt: params.cancel_at,
            cancelAtPeriodEnd: false,
            canceledAt: now,
            cancelReason: "cancellation_requested" as const,
          }),
    metadata: mergeMetadata(row.metadata, params.metadata),
  };
}

function updateSubscription(call: Call<Update>, before: SubscriptionRow): SubscriptionRow {
  const { world, params } = call;
  if (before.status === "canceled" || before.status === "incomplete_expired") {
    throw invalidRequest(
      "A canceled subscription can only update its cancellation_details and metadata.",
      "resource_missing",
      "id",
    );
  }
  if (params.default_payment_method !== undefined)
    methodOf(world, params.default_payment_method, "default_payment_method");
  if (params.cancel_at !== undefined && params.cancel_at_period_end !== undefined) {
    throw invalidRequest(
      "You may only specify one of these parameters: cancel_at, cancel_at_period_end.",
      "parameter_invalid",
      "cancel_at",
    );
  }
  const now = world.now(before.testClock);
  const other = otherChanges(before, params, now);
  if (params.items === undefined) return change(world, before, other);
  const at = params.proration_date ?? now;
  const changes = params.items.map(({ id, price, quantity }) => ({ id: id ?? before.items[0]?.id, price, quantity }));
  for (const wanted of changes)
    if (wanted.price !== undefined) found(call, world.tables.prices, "price", wanted.price, "items[0][price]");
  const planned = planChange(world, before, changes, at);
  const applied = applyChange(world, before, planned, {
    behavior: params.proration_behavior ?? "create_prorations",
    at,
    other,
  });
  if (applied.invoice?.status === "open" && params.payment_behavior === "error_if_incomplete") {
    const charge = world.tables.charges.get(
      world.tables.paymentIntents.get(applied.invoice.paymentIntent ?? "")?.latestCharge ?? "",
    );
    // Thrown without keeping: the change is taken back with everything that came of it.
    throw new ApiError(402, {
      type: "card_error",
      code: charge?.failure?.code ?? "card_declined",
      decline_code: charge?.failure?.declineCode ?? undefined,
      message: charge?.failure?.message ?? "Your card was declined.",
    });
  }
  return applied.row;
}

function createSubscription(call: Call<z.infer<typeof create>>): SubscriptionRow {
  const { world, params } = call;
  const customer = found(call, world.tables.customers, "customer", params.customer, "customer");
  const lines = params.items.map((wanted, at) => ({
    price: found(call, world.tables.prices, "price", wanted.price ?? "", `items[${at}][price]`),
    quantity: wanted.quantity ?? 1,
  }));
  const [first] = lines;
  if (
    first === undefined ||
    lines.some(({ price }) => price.recurring === null || price.currency !== first.price.currency)
  ) {
    throw invalidRequest(
      "The prices of a subscription must be recurring and in one currency.",
      "parameter_invalid",
      "items",
    );
  }
  const now = world.now(customer.testClock);
  const method =
    params.default_payment_method === undefined
      ? methodFor(world, customer.id, null)
      : methodOf(world, params.default_payment_method, "default_payment_method");
  const fresh = subscriptionFrom(world, {
    customer: customer.id,
    currency: first.price.currency,
    paymentMethod: method?.id ?? null,
    automaticTax: params.automatic_tax?.enabled ?? false,
    discounts: [],
    metadata: mergeMetadata({}, params.metadata),
    description: params.description ?? null,
    missingMethod: "create_invoice",
    testClock: customer.testClock,
    lines: lines.map(({ price, quantity }) => ({ price: price.id, quantity })),
    trialEnd:
      params.trial_end ?? (params.trial_period_days === undefined ? null : now + params.trial_period_days * 86_400),
    cancelAtPeriodEnd: params.cancel_at_period_end ?? false,
  });
  const due = invoiceTotals(
    draftOf(invoiceDraft(world, fresh, "subscription_create", fresh.trialEnd !== null), "in_draft", now),
  ).due;
  if (due === 0) return beginPaid(world, fresh, null).subscription;
  if (method === null)
    throw invalidRequest(
      "This customer has no attached payment source or default payment method.",
      "resource_missing",
      "customer",
    );
  const intent = createIntent(world, {
    amount: due,
    currency: fresh.currency,
    customer: customer.id,
    description: "Subscription creation",
    metadata: fresh.metadata,
    futureUsage: "off_session",
    testClock: customer.testClock,
  });
  const outcome = attempt(world, {
    intent,
    method,
    onSession: params.off_session !== true,
    testClock: customer.testClock,
  });
  if (!outcome.paid) throw declined(outcome, world);
  return beginPaid(world, fresh, outcome.intent).subscription;
}

function cancelNow(call: Call<z.infer<typeof cancel>>): SubscriptionRow {
  const row = subscriptionOf(call);
  if (row.status === "canceled") throw invalidRequest(`No such subscription: '${row.id}'`, "resource_missing", "id");
  const { cancellation_details: given } = call.params;
  return end(call.world, row, "cancellation_requested", {
    cancelReason: "cancellation_requested",
    canceledAt: call.world.now(row.testClock),
    ...(given?.comment === undefined ? {} : { cancelComment: given.comment }),
    ...(given?.feedback === undefined ? {} : { cancelFeedback: given.feedback }),
  });
}

export const subscriptionRoutes: readonly Route[] = [
  route("POST", "/v1/subscriptions", create, (call) => shape(createSubscription(call), call.world)),
  route("GET", "/v1/subscriptions", list, (call) => {
    const { params, world } = call;
    const { status } = params;
    const ended = (row: SubscriptionRow): boolean => row.status === "canceled" || row.status === "incomplete_expired";
    const ofStatus = (row: SubscriptionRow): boolean =>
      status === undefined
        ? row.status !== "canceled"
        : status === "all" || (status === "ended" ? ended(row) : row.status === status);
    return listOf({
      call,
      table: world.tables.subscriptions,
      url: "/v1/subscriptions",
      shape: (row) => shape(row, world),
      where: { customer: params.customer, testClock: params.test_clock },
      matches: (row) =>
        ofStatus(row) && (params.price === undefined || row.items.some((of) => of.price === params.price)),
    });
  }),
  route("GET", "/v1/subscriptions/:id", onlyExpand, (call) => shape(subscriptionOf(call), call.world)),
  route("POST", "/v1/subscriptions/:id", update, (call) =>
    shape(updateSubscription(call, subscriptionOf(call)), call.world),
  ),
  route("DELETE", "/v1/subscriptions/:id", cancel, (call) => shape(cancelNow(call), call.world)),
  route(
    "POST",
    "/v1/subscriptions/:id/pause",
    z.strictObject({
      ...expandable,
      type: text.optional(),
      bill_for: z.unknown().optional(),
      invoicing_behavior: text.optional(),
    }),
    (call) => shape(pause(call.world, subscriptionOf(call)), call.world),
  ),
  route(
    "POST",
    "/v1/subscriptions/:id/resume",
    z.strictObject({
      ...expandable,
      billing_cycle_anchor: z.enum(["now", "unchanged"]).optional(),
      proration_behavior: behavior.optional(),
      proration_date: int.optional(),
      payment_behavior: payment.optional(),
    }),
    (call) => {
      const row = subscriptionOf(call);
      if (row.status !== "paused")
        throw invalidRequest("Only subscriptions that are paused can be resumed.", "subscription_not_paused", "id");
      return shape(resume(call.world, row, call.params.billing_cycle_anchor ?? "now"), call.world);
    },
  ),
  route("GET", "/v1/subscription_items", z.strictObject({ ...paged, subscription: word }), (call) => {
    const row = subscriptionOf(call, call.params.subscription);
    return {
      object: "list",
      data: row.items.map((of) => itemShape(of, row.id, call.world)),
      has_more: false,
      url: "/v1/subscription_items",
    };
  }),
  route("GET", "/v1/subscription_items/:id", onlyExpand, (call) => {
    const row = holderOf(call);
    return itemShape(itemIn(row, call.id), row.id, call.world);
  }),
  route("POST", "/v1/subscription_items/:id", itemUpdate, (call) => {
    const before = holderOf(call);
    const { price, quantity, metadata: _, ...rest } = call.params;
    const row = updateSubscription({ ...call, params: { ...rest, items: [{ id: call.id, price, quantity }] } }, before);
    return itemShape(itemIn(row, call.id), row.id, call.world);
  }),
];

function holderOf(call: Call<unknown>): SubscriptionRow {
  for (const row of call.world.tables.subscriptions.values())
    if (row.items.some(({ id }) => id === call.id)) return row;
  throw new ApiError(404, {
    type: "invalid_request_error",
    code: "resource_missing",
    message: `Invalid subscription_item id: ${call.id}`,
    param: "id",
  });
}

function itemIn(row: SubscriptionRow, id: string): SubscriptionRow["items"][number] {
  const kept = row.items.find((of) => of.id === id);
  if (kept === undefined) throw new TypeError("an item of another subscription");
  return kept;
}
