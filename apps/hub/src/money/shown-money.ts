import { currencyOf } from "@fleet-persona/money";

/** An amount in the smallest unit of its currency, ISO 4217. */
export type Amount = { readonly amountMinor: number; readonly currency: string };

/** The digits after the point that a currency has: two in euro, none in yen. */
export function decimalsOf(currency: string): number {
  const known = currencyOf(currency);
  if (known !== undefined) return known.decimals;
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

// Making one takes longer than a row of results.
const formats = new Map<number, Intl.NumberFormat>();

function formatOf(decimals: number): Intl.NumberFormat {
  const kept = formats.get(decimals);
  if (kept !== undefined) return kept;
  const format = new Intl.NumberFormat("en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  formats.set(decimals, format);
  return format;
}

/** An amount as every page of money writes it: `1,249.00 EUR`, `−500 JPY`; with `signed` what is above zero says so too. */
export function shownMoney({ amountMinor, currency }: Amount, signed = false): string {
  const decimals = decimalsOf(currency);
  const sign = amountMinor < 0 ? "−" : signed && amountMinor > 0 ? "+" : "";
  return `${sign}${formatOf(decimals).format(Math.abs(amountMinor) / 10 ** decimals)} ${currency}`;
}

/** "a month", "a year" after an amount that comes again; nothing where it is paid once. */
export function everyWords(every: "month" | "year" | null): string {
  return every === null ? "" : ` a ${every}`;
}
