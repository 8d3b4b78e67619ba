import type { Stripe } from "stripe";
import type { SubscriptionState } from "../payment-states.ts";
import { currencyOf, idOf, minorOf, timeOf, timeOrNull, unreadable, wordOf } from "./answer.ts";

const statuses: Readonly<Record<string, SubscriptionState["status"]>> = {
  trialing: "trialing",
  active: "active",
  past_due: "past-due",
  unpaid: "unpaid",
  canceled: "canceled",
  incomplete: "incomplete",
  incomplete_expired: "incomplete-expired",
  paused: "paused",
};

const intervals: Readonly<Record<string, SubscriptionState["every"]>> = { month: "month", year: "year" };

/** `invoices` and `paymentIds` newest first. */
export function subscriptionOf(
  subscription: Stripe.Subscription,
  invoices: readonly Stripe.Invoice[],
  paymentIds: readonly string[],
): SubscriptionState {
  const item = onlyItem(subscription);
  const periodEndsAt = timeOf(item.current_period_end, "the end of a period");
  return {
    subscriptionId: subscription.id,
    customerId: idOf(subscription.customer),
    orderId: subscription.metadata["order_id"] ?? null,
    status: wordOf(statuses, subscription.status, "the status of a subscription"),
    seats: seatsOf(item),
    unitMinor: minorOf(item.price.unit_amount, "the price of a seat"),
    currency: currencyOf(item.price.currency),
    every: everyOf(item),
    periodStartsAt: timeOf(item.current_period_start, "the start of a period"),
    periodEndsAt,
    trialEndsAt: timeOrNull(subscription.trial_end, "the end of a trial"),
    cancelsAt: cancelsAt(subscription, periodEndsAt),
    endedAt: timeOrNull(subscription.ended_at, "the end of a subscription"),
    paymentIds,
    payUrl: invoices.find((invoice) => invoice.status === "open")?.hosted_invoice_url ?? null,
  };
}

/** A subscription of this hub has one item: the seats of one listing. Periods are the item's since API 2025-03-31. */
export function onlyItem(subscription: Stripe.Subscription): Stripe.SubscriptionItem {
  const [item, ...others] = subscription.items.data;
  if (item === undefined || others.length > 0) throw unreadable("a subscription has not exactly one item");
  return item;
}

export function seatsOf(item: Stripe.SubscriptionItem): number {
  return minorOf(item.quantity, "the number of seats");
}

function everyOf(item: Stripe.SubscriptionItem): SubscriptionState["every"] {
  const recurring = item.price.recurring;
  if (recurring === null || recurring.interval_count !== 1)
    throw unreadable("a price renews neither monthly nor yearly");
  return wordOf(intervals, recurring.interval, "the interval of a price");
}

function cancelsAt(subscription: Stripe.Subscription, periodEndsAt: number): number | null {
  if (subscription.ended_at !== null) return null;
  if (subscription.cancel_at !== null) return timeOf(subscription.cancel_at, "when a subscription is cancelled");
  return subscription.cancel_at_period_end ? periodEndsAt : null;
}
