import type { Price } from "@fleet-persona/hub-core";

/** An amount in its currency, as people in it write it: "€49", "€49.50", "¥500". */
export function moneyWords(amountMinor: number, currency: string): string {
  const format = new Intl.NumberFormat("en-GB", { style: "currency", currency, trailingZeroDisplay: "stripIfInteger" });
  const { maximumFractionDigits: digits = 2 } = format.resolvedOptions();
  return format.format(amountMinor / 10 ** digits);
}

/** A price in a line: "Free", "€49 once", "€20 a month", "€3 a year for each agent". */
export function priceWords(price: Price): string {
  if (price.kind === "free") return "Free";
  const money = moneyWords(price.amountMinor, price.currency);
  if (price.kind === "one-off") return `${money} once`;
  return price.kind === "subscription" ? `${money} a ${price.every}` : `${money} a ${price.every} for each agent`;
}

/** How long it can be tried first, or null where it cannot. */
export function trialWords(trialDays: number | null): string | null {
  return trialDays === null ? null : `${trialDays} ${trialDays === 1 ? "day" : "days"} to try it`;
}
