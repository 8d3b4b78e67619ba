import type { z } from "zod";
import { draftOf, methodFor } from "../billing/invoices.ts";
import { attempt, createIntent } from "../billing/pay.ts";
import { applyChange, planChange } from "../billing/subscription-change.ts";
import { change, invoiceDraft } from "../billing/subscription-life.ts";
import { beginPaid, subscriptionFrom, type Start } from "../billing/subscription-start.ts";
import { invoiceTotals } from "../billing/totals.ts";
import { ApiError, invalidRequest } from "../http/api-error.ts";
import { mergeMetadata } from "../http/params.ts";
import { found, type Call } from "../http/route.ts";
import type { SubscriptionRow } from "../state/rows-billing.ts";
import type { CustomerRow, PriceRow } from "../state/rows.ts";
import { declined, methodOf } from "./payment-intents.ts";
import type { createSubscriptionParams, updateSubscriptionParams } from "./subscription-params.ts";

type Create = Call<z.infer<typeof createSubscriptionParams>>;
type Update = z.infer<typeof updateSubscriptionParams>;

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

/** Changes a subscription as it was asked for. */
export function updateSubscription(call: Call<Update>, before: SubscriptionRow): SubscriptionRow {
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

/** Begins a subscription without a checkout page. */
export function createSubscription(call: Create): SubscriptionRow {
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
  const fresh = subscriptionFrom(world, startOf(call, customer, { prices: lines, method: method?.id ?? null }));
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

type Chosen = {
  readonly prices: readonly { readonly price: PriceRow; readonly quantity: number }[];
  readonly method: string | null;
};

function startOf({ world, params }: Create, customer: CustomerRow, { prices, method }: Chosen): Start {
  const now = world.now(customer.testClock);
  return {
    customer: customer.id,
    currency: prices[0]?.price.currency ?? "eur",
    paymentMethod: method,
    automaticTax: params.automatic_tax?.enabled ?? false,
    discounts: [],
    metadata: mergeMetadata({}, params.metadata),
    description: params.description ?? null,
    missingMethod: "create_invoice",
    testClock: customer.testClock,
    lines: prices.map(({ price, quantity }) => ({ price: price.id, quantity })),
    trialEnd:
      params.trial_end ?? (params.trial_period_days === undefined ? null : now + params.trial_period_days * 86_400),
    cancelAtPeriodEnd: params.cancel_at_period_end ?? false,
  };
}
