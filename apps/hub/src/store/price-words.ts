import type { Price } from "@fleet-persona/hub-core";

type Charged = Exclude<Price, { readonly kind: "free" }>;

// Making one takes longer than a row of results; there are as many as currencies.
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string, whole: boolean): Intl.NumberFormat {
  const key = `${currency} ${whole}`;
  const kept = formats.get(key);
  if (kept !== undefined) return kept;
  const format = new Intl.NumberFormat("en-GB", {
    style: "currency",
    currency,
    currencyDisplay: wellKnown.has(currency) ? "narrowSymbol" : "symbol",
    ...(whole ? { minimumFractionDigits: 0 } : {}),
  });
  formats.set(key, format);
  return format;
}

/** The digits after the point that a currency has: two in euro, none in yen. */
function digitsOf(currency: string): number {
  return formatOf(currency, false).resolvedOptions().maximumFractionDigits ?? 2;
}

/** An amount in whole units of its currency, as programs read it: "49.00". */
export function amountOf({ amountMinor, currency }: Pick<Charged, "amountMinor" | "currency">): string {
  const digits = digitsOf(currency);
  return (amountMinor / 10 ** digits).toFixed(digits);
}

// Whose short sign nobody takes for another's: a dollar of Canada and a krona of Sweden are said in full.
const wellKnown: ReadonlySet<string> = new Set(["USD", "JPY"]);

/** "€49", "$1.50", "¥500", "CA$9". */
function moneyOf({ amountMinor, currency }: Pick<Charged, "amountMinor" | "currency">): string {
  const digits = digitsOf(currency);
  const whole = amountMinor % 10 ** digits === 0;
  return formatOf(currency, whole).format(amountMinor / 10 ** digits);
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
