import type { OrderView, SubscriptionView } from "@fleet-persona/hub-core";
import type { Tone } from "../../ui/tone.ts";
import { everyWords, shownMoney } from "../shown-money.ts";

/** How something stands: a word for its badge, and a sentence. `at`: the moment the sentence ends with, in the reader's own zone. */
export type Standing = {
  readonly tone: Tone;
  readonly word: string;
  readonly says: string;
  readonly at: number | null;
};

type Order = Pick<OrderView, "status" | "failure" | "checkoutExpiresAt" | "trialDays">;

/** How an order stands. */
export function orderStanding({ status, failure, checkoutExpiresAt: at, trialDays }: Order): Standing {
  switch (status) {
    case "open":
      if (at === null)
        return { tone: "neutral", word: "Too late", says: "Its payment page has closed. Nothing was charged.", at };
      if (failure !== null)
        return {
          tone: "warn",
          word: "Not paid",
          says: `${sentence(failure)} Nothing was charged; try again until`,
          at,
        };
      return { tone: "accent", word: "Waits to be paid", says: "It can be paid until", at };
    case "abandoned":
      return { tone: "neutral", word: "Given up", says: "Nobody paid it, and nothing was charged.", at: null };
    case "fulfilled":
      return { tone: "good", word: trialDays === null ? "Paid" : "Begun", says: "It is in your library.", at: null };
    case "refunded":
      return { tone: "neutral", word: "Refunded", says: "Its money went back to you.", at: null };
    default:
      return status satisfies never;
  }
}

type Bought = Pick<OrderView, "amountMinor" | "currency" | "price" | "quantity">;

/** What an order comes to: "9.00 EUR a month, 3 seats". */
export function amountWords({ amountMinor, currency, price, quantity }: Bought): string {
  const total = shownMoney({ amountMinor, currency });
  if (price.kind === "subscription") return `${total}${everyWords(price.every)}`;
  if (price.kind !== "per-agent") return total;
  return `${total}${everyWords(price.every)}, ${quantity} ${quantity === 1 ? "seat" : "seats"}`;
}

// What the processor says of a card may end without a full stop.
const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

type Subscription = Pick<
  SubscriptionView,
  | "status"
  | "perAgent"
  | "seats"
  | "unitMinor"
  | "currency"
  | "every"
  | "periodEndsAt"
  | "trialEndsAt"
  | "cancelsAt"
  | "endedAt"
>;

/** What a subscription costs: "20.00 EUR a month", "9.00 EUR a month (3 × 3.00 EUR)". */
export function costWords({ perAgent, seats, unitMinor, currency, every }: Subscription): string {
  const total = `${shownMoney({ amountMinor: perAgent ? unitMinor * seats : unitMinor, currency })}${everyWords(every)}`;
  return perAgent && seats > 1 ? `${total} (${seats} × ${shownMoney({ amountMinor: unitMinor, currency })})` : total;
}

/** How a subscription stands. */
export function subscriptionStanding(subscription: Subscription): Standing {
  const { status, periodEndsAt, trialEndsAt, cancelsAt, endedAt } = subscription;
  const runs = "What runs goes on for 14 days after a payment failed. Pay it, or change your card.";
  switch (status) {
    case "trialing":
    case "active":
      if (cancelsAt !== null) return { tone: "warn", word: "Ending", says: "Cancelled: it runs until", at: cancelsAt };
      return status === "active"
        ? { tone: "good", word: "Active", says: "The next payment is on", at: periodEndsAt }
        : { tone: "accent", word: "Trial", says: "Free until the first payment, on", at: trialEndsAt ?? periodEndsAt };
    case "past-due":
      return { tone: "bad", word: "Payment failed", says: `${runs} It is tried again by itself.`, at: null };
    case "unpaid":
    case "paused":
      return { tone: "bad", word: "Not paid", says: runs, at: null };
    case "canceled":
      return { tone: "neutral", word: "Over", says: "It ended on", at: endedAt ?? periodEndsAt };
    case "incomplete":
      return { tone: "accent", word: "Being paid", says: "Its first payment is not confirmed yet.", at: null };
    case "incomplete-expired":
      return { tone: "neutral", word: "Never paid", says: "Its first payment was not made in time.", at: null };
    default:
      return status satisfies never;
  }
}

/** Whether a subscription still gives something: others are history. */
export const isOver = ({ status, endedAt }: Subscription): boolean =>
  endedAt !== null || status === "canceled" || status === "incomplete-expired";
