/** A currency in which a price can be set; amounts are in its smallest unit. */
export type Currency = {
  /** ISO 4217. */
  readonly code: string;
  /** Digits after the decimal point: 2 for cents, 0 for yen. */
  readonly decimals: number;
  readonly leastMinor: number;
  readonly mostMinor: number;
};

// About half a euro and half a million: below it a card costs more than it brings, above it people sign contracts.
const bounds: readonly (readonly [code: string, decimals: number, least: number, most: number])[] = [
  ["EUR", 2, 50, 50_000_000],
  ["USD", 2, 50, 50_000_000],
  ["GBP", 2, 30, 50_000_000],
  ["CHF", 2, 50, 50_000_000],
  ["SEK", 2, 300, 500_000_000],
  ["NOK", 2, 300, 500_000_000],
  ["DKK", 2, 250, 500_000_000],
  ["PLN", 2, 200, 200_000_000],
  ["CZK", 2, 1_500, 1_000_000_000],
  ["CAD", 2, 50, 50_000_000],
  ["AUD", 2, 50, 50_000_000],
  ["NZD", 2, 50, 50_000_000],
  ["SGD", 2, 50, 50_000_000],
  ["INR", 2, 5_000, 5_000_000_000],
  ["BRL", 2, 250, 250_000_000],
  ["JPY", 0, 50, 50_000_000],
  ["KRW", 0, 500, 500_000_000],
];

/** Every currency a price can be set in. */
export const currencies: readonly Currency[] = bounds.map(([code, decimals, leastMinor, mostMinor]) => ({
  code,
  decimals,
  leastMinor,
  mostMinor,
}));

/** The currency of a code, or undefined where no price can be set in it. */
export function currencyOf(code: string): Currency | undefined {
  return currencies.find((currency) => currency.code === code);
}

/** An amount as people write it: `49.00 EUR`, `500 JPY`. */
export function amountText(amountMinor: number, { code, decimals }: Currency): string {
  return `${(amountMinor / 10 ** decimals).toFixed(decimals)} ${code}`;
}

export type AmountRefusal = { readonly code: "price-out-of-bounds"; readonly message: string };

/** Why an amount cannot be a price in its currency; null when it can. */
export function amountRefusal(amountMinor: number, currency: Currency): AmountRefusal | null {
  const { leastMinor, mostMinor } = currency;
  if (amountMinor >= leastMinor && amountMinor <= mostMinor) return null;
  const range = `${amountText(leastMinor, currency)} to ${amountText(mostMinor, currency)}`;
  return { code: "price-out-of-bounds", message: `A price can be ${range}. For less, make it free.` };
}
