import type { Price } from "@fleet-persona/hub-core";
import { decimalsOf } from "../money/shown-money.ts";

type Charged = Exclude<Price, { readonly kind: "free" }>;

/** An amount in whole units of its currency, as programs read it: "49.00". */
export function amountOf({ amountMinor, currency }: Pick<Charged, "amountMinor" | "currency">): string {
  const digits = decimalsOf(currency);
  return (amountMinor / 10 ** digits).toFixed(digits);
}

// Whose short sign nobody takes for another's: a dollar of Canada and a krona of Sweden are said in full.
const wellKnown: ReadonlySet<string> = new Set(["USD", "JPY"]);

/** "€49", "$1.50", "¥500", "CA$9". */
function moneyOf({ amountMinor, currency }: Pick<Charged, "amountMinor" | "currency">): string {
  const digits = decimalsOf(currency);
  const whole = amountMinor % 10 ** digits === 0;
  return new Intl.NumberFormat("en-GB", {
    style: "currency",
    currency,
    currencyDisplay: wellKnown.has(currency) ? "narrowSymbol" : "symbol",
    minimumFractionDigits: whole ? 0 : digits,
  }).format(amountMinor / 10 ** digits);
}

/** "Free", "€49 once", "€20 a month", "$3 an agent and month". */
export function priceWords(price: Price): string {
  switch (price.kind) {
    case "free":
      return "Free";
    case "one-off":
      return `${moneyOf(price)} once`;
    case "subscription":
      return `${moneyOf(price)} a ${price.every}`;
    case "per-agent":
      return `${moneyOf(price)} an agent and ${price.every}`;
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
