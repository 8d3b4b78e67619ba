import type { Price, PriceInterval } from "./listing.ts";

/** A price as rows hold it; `priceEvery` and `priceCurrency` are there where the kind has them. */
export type PriceColumns = {
  readonly priceKind: Price["kind"];
  readonly priceMinor: number;
  readonly priceCurrency: string | null;
  readonly priceEvery: PriceInterval | null;
};

/** The price that a row holds. */
export function priceOf({ priceKind: kind, priceMinor, priceCurrency, priceEvery }: PriceColumns): Price {
  if (kind === "free") return { kind };
  const money = { amountMinor: priceMinor, currency: present(priceCurrency) };
  return kind === "one-off" ? { kind, ...money } : { kind, ...money, every: present(priceEvery) };
}

/** The columns of a price. */
export function columnsOf(price: Price): PriceColumns {
  if (price.kind === "free") return { priceKind: "free", priceMinor: 0, priceCurrency: null, priceEvery: null };
  const { kind: priceKind, amountMinor: priceMinor, currency: priceCurrency } = price;
  return { priceKind, priceMinor, priceCurrency, priceEvery: price.kind === "one-off" ? null : price.every };
}

function present<T>(value: T | null): T {
  if (value === null) throw new TypeError("The database keeps no price without its currency and interval.");
  return value;
}
