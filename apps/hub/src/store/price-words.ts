import type { Price } from "@fleet-persona/hub-core";
import { decimalsOf, shownMoney } from "../money/shown-money.ts";

type Charged = Exclude<Price, { readonly kind: "free" }>;

/** An amount in whole units of its currency, as programs read it: "49.00". */
export function amountOf({ amountMinor, currency }: Pick<Charged, "amountMinor" | "currency">): string {
  const digits = decimalsOf(currency);
  return (amountMinor / 10 ** digits).toFixed(digits);
}

/** "Free", "49.00 EUR once", "20.00 EUR a month", "3.00 USD an agent and month". */
export function priceWords(price: Price): string {
  switch (price.kind) {
    case "free":
      return "Free";
    case "one-off":
      return `${shownMoney(price)} once`;
    case "subscription":
      return `${shownMoney(price)} a ${price.every}`;
    case "per-agent":
      return `${shownMoney(price)} an agent and ${price.every}`;
    default:
      return price satisfies never;
  }
}

/** What a price is for, in a sentence beside it. */
export function priceMeaning(price: Price): string {
  switch (price.kind) {
    case "free":
      return "For every fleet of your tenant, all versions.";
    case "one-off":
      return "Paid once, for every fleet of your tenant, all versions.";
    case "subscription":
      return `Every ${price.every}, for every fleet of your tenant, all versions.`;
    case "per-agent":
      return `Every ${price.every}, for each enrolled agent that runs it, all versions.`;
    default:
      return price satisfies never;
  }
}
