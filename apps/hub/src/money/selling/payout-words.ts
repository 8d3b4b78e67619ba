import type { PayoutState } from "@fleet-persona/payments";
import type { SellerAccountView } from "@fleet-persona/hub-core";
import type { Tone } from "../../ui/tone.ts";

type Interval = SellerAccountView["payoutInterval"];

/** When money goes on to the bank, as it is chosen. */
export const intervals: readonly { readonly value: Interval; readonly label: string }[] = [
  { value: "daily", label: "Every day" },
  { value: "weekly", label: "Every Monday" },
  { value: "monthly", label: "On the first of every month" },
  { value: "manual", label: "By hand, at the payment processor" },
];

/** How a payout to a bank stands. */
export function payoutWords({ status, failure }: Pick<PayoutState, "status" | "failure">): {
  readonly tone: Tone;
  readonly word: string;
  readonly says: string | null;
} {
  switch (status) {
    case "pending":
      return { tone: "accent", word: "Being prepared", says: null };
    case "in-transit":
      return { tone: "accent", word: "On its way", says: null };
    case "paid":
      return { tone: "good", word: "Arrived", says: null };
    case "failed":
      return { tone: "bad", word: "Failed", says: failure ?? "The bank did not take it. Check your bank account." };
    case "canceled":
      return { tone: "neutral", word: "Cancelled", says: null };
    default:
      return status satisfies never;
  }
}
