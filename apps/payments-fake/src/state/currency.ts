/** ISO 4217 currencies without a smaller unit, and with three places, as the API lists them. */
const ZERO_DECIMAL = new Set([
  "bif",
  "clp",
  "djf",
  "gnf",
  "jpy",
  "kmf",
  "krw",
  "mga",
  "pyg",
  "rwf",
  "ugx",
  "vnd",
  "vuv",
  "xaf",
  "xof",
  "xpf",
]);
const THREE_DECIMAL = new Set(["bhd", "jod", "kwd", "omr", "tnd"]);

/** The fixed part of the fee for a card payment, in the smallest unit. */
const FIXED_FEE: Readonly<Record<string, number>> = {
  eur: 25,
  usd: 30,
  gbp: 20,
  chf: 30,
  sek: 180,
  nok: 200,
  dkk: 180,
  pln: 100,
  czk: 650,
  huf: 8500,
  ron: 100,
  jpy: 30,
  krw: 300,
  cad: 30,
  aud: 30,
  nzd: 30,
  sgd: 50,
  hkd: 235,
  inr: 200,
  brl: 50,
  mxn: 300,
  kwd: 100,
};
const FEE_PER_MILLE = 15;

export function decimalsOf(currency: string): 0 | 2 | 3 {
  if (ZERO_DECIMAL.has(currency)) return 0;
  return THREE_DECIMAL.has(currency) ? 3 : 2;
}

/** 1.5 % and a fixed part, half up; never more than what was paid. */
export function feeOf(amount: number, currency: string): number {
  const fixed = FIXED_FEE[currency] ?? 25 * 10 ** (decimalsOf(currency) - 2);
  return Math.min(amount, Math.round((amount * FEE_PER_MILLE) / 1000) + Math.round(fixed));
}

/** What the networks ask for handling a dispute: 20 of a currency with smaller units, 2,000 of one without. */
export function disputeFeeOf(currency: string): number {
  return decimalsOf(currency) === 0 ? 2000 : 20 * 10 ** decimalsOf(currency);
}

/** The least that can be charged. */
export function leastOf(currency: string): number {
  return decimalsOf(currency) === 0 ? 50 : 50 * 10 ** (decimalsOf(currency) - 2);
}

/** An amount as people write it, such as `€12.50` or `¥1,200`. */
export function formatMoney(minor: number, currency: string): string {
  const decimals = decimalsOf(currency);
  return new Intl.NumberFormat("en-GB", {
    style: "currency",
    currency: currency.toUpperCase(),
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(minor / 10 ** decimals);
}
