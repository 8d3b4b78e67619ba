import type { EntitlementView } from "@fleet-persona/hub-core";
import type { Tone } from "../ui/tone.ts";
import { everyWords, shownMoney } from "./shown-money.ts";

type Held = Pick<EntitlementView, "blocked" | "endsBecause" | "price" | "seats" | "seatsUsed">;

/** What limits the right to run something. The date of an end stands beside it, in the reader's own zone. */
export type Limit = {
  readonly kind: "blocked" | "ending" | "seats-exhausted";
  readonly tone: Tone;
  readonly word: string;
  readonly sentence: string;
};

const because: Record<NonNullable<EntitlementView["endsBecause"]>, string> = {
  refunded: "its money was given back",
  "dispute-lost": "the bank took its payment back",
  cancelled: "its subscription was cancelled",
  unpaid: "its renewal was not paid",
};

/** What limits the right to run something, what matters most first; nothing where it is whole. */
export function limitsOf({ blocked, endsBecause, seats, seatsUsed }: Held): readonly Limit[] {
  return [
    ...(blocked === null
      ? []
      : [
          {
            kind: "blocked" as const,
            tone: "bad" as const,
            word: "Disputed",
            sentence:
              "Its payment is disputed: nothing new can begin with it until the bank has decided; what runs goes on.",
          },
        ]),
    ...(endsBecause === null
      ? []
      : [
          {
            kind: "ending" as const,
            tone: "warn" as const,
            word: "Ending",
            sentence: `It ends because ${because[endsBecause]}; until then what runs goes on.`,
          },
        ]),
    ...(seats === null || seatsUsed < seats
      ? []
      : [
          {
            kind: "seats-exhausted" as const,
            tone: "warn" as const,
            word: "All seats taken",
            sentence: "Another host gets it when there is a seat more; what runs goes on.",
          },
        ]),
  ];
}

/** How it is held: "Free", "Bought for 49.00 EUR", "20.00 EUR a month", "3 of 5 seats, 3.00 USD each a month". */
export function heldWords({ price, seats, seatsUsed }: Held): string {
  switch (price.kind) {
    case "free":
      return "Free";
    case "one-off":
      return `Bought for ${shownMoney(price)}`;
    case "subscription":
      return `${shownMoney(price)}${everyWords(price.every)}`;
    case "per-agent":
      return `${seatsUsed} of ${seats ?? 0} seats, ${shownMoney(price)} each${everyWords(price.every)}`;
    default:
      return price satisfies never;
  }
}
