import type { Price } from "@fleet-persona/hub-core";
import { everyWords, shownMoney } from "../shown-money.ts";

/** What has a price. */
export type Charged = Exclude<Price, { readonly kind: "free" }>;

/** What is about to be bought, by one tenant. */
export type Offer = {
  readonly price: Charged;
  /** Agents that may run it; 1 where seats do not count. */
  readonly seats: number;
  /** Free days before the first payment; null: none. */
  readonly trialDays: number | null;
};

const seatsWords = (seats: number): string => (seats === 1 ? "1 seat" : `${seats} seats`);

/** How often it is paid; null: once. */
export function everyOf(price: Charged): "month" | "year" | null {
  return price.kind === "one-off" ? null : price.every;
}

/** Of each payment, without tax. */
export function totalOf({ price, seats }: Offer): number {
  return price.amountMinor * (price.kind === "per-agent" ? seats : 1);
}

/** "49.00 EUR", "20.00 EUR a month". */
export function totalWords(offer: Offer): string {
  const { price } = offer;
  return `${shownMoney({ amountMinor: totalOf(offer), currency: price.currency })}${everyWords(everyOf(price))}`;
}

/** What the button says: "Buy for 49.00 EUR", "Start 14-day trial". */
export function buyLabel(offer: Offer): string {
  const { price, seats, trialDays } = offer;
  if (trialDays !== null) return `Start ${trialDays}-day trial`;
  if (price.kind === "one-off") return `Buy for ${totalWords(offer)}`;
  return price.kind === "per-agent"
    ? `Buy ${seatsWords(seats)} for ${totalWords(offer)}`
    : `Subscribe for ${totalWords(offer)}`;
}

/** A line of what is agreed to before leaving for the processor's page. */
export type Term = { readonly term: string; readonly says: string };

/** What a buyer agrees to, line by line: what it gets, what it pays and when, tax, refunds, who sells. */
export function purchaseTerms(title: string, offer: Offer): readonly Term[] {
  const { price, seats, trialDays } = offer;
  const scope =
    price.kind === "per-agent"
      ? `for ${seatsWords(seats)}: so many hosts of your tenant may run it, on any of its fleets`
      : "for every fleet and host of your tenant";
  const every = everyOf(price);
  return [
    { term: "You get", says: `${title}, all versions, ${scope}.` },
    { term: "You pay", says: payWords(offer) },
    ...(every === null
      ? []
      : [
          {
            term: "It renews",
            says: `Every ${every} until you cancel. You can cancel at any time; it runs until what is paid is over.`,
          },
        ]),
    { term: "Tax", says: "Added where it is due. The payment page says how much before you pay." },
    {
      term: "Refunds",
      says:
        trialDays === null
          ? "You can ask for your money back for 14 days. The seller answers within 7; silence grants it."
          : "Cancel within the trial and nothing is paid. After that you can ask for each payment back for 14 days.",
    },
    {
      term: "Sold by",
      says: "The platform, as merchant of record: it charges you, bears the tax and writes the invoice. The seller licenses it to you.",
    },
  ];
}

function payWords(offer: Offer): string {
  const { price, seats, trialDays } = offer;
  const each = shownMoney(price);
  const sum = price.kind === "per-agent" && seats > 1 ? ` (${seats} × ${each})` : "";
  const total = totalWords(offer);
  if (trialDays !== null) return `Nothing for ${trialDays} days, then ${total}${sum}, from your card by itself.`;
  return `${total}${sum}, ${price.kind === "one-off" ? "once" : "the first of it now"}.`;
}
