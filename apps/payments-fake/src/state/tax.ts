import type { TaxIdType } from "./rows.ts";

/**
 * Standard rates of value added tax in per mille: the European Commission's table "VAT rates applied in the Member
 * States" of January 2026, and those of the United Kingdom, Norway, Switzerland, Japan and Australia from their tax
 * authorities. Everywhere else nothing is collected, as for a platform that is registered nowhere else.
 */
const STANDARD_RATES: Readonly<Record<string, number>> = {
  AT: 200,
  BE: 210,
  BG: 200,
  CY: 190,
  CZ: 210,
  DE: 190,
  DK: 250,
  EE: 240,
  EL: 240,
  ES: 210,
  FI: 255,
  FR: 200,
  GR: 240,
  HR: 250,
  HU: 270,
  IE: 230,
  IT: 220,
  LT: 210,
  LU: 170,
  LV: 210,
  MT: 180,
  NL: 210,
  PL: 230,
  PT: 230,
  RO: 210,
  SE: 250,
  SI: 220,
  SK: 230,
  GB: 200,
  NO: 250,
  CH: 81,
  JP: 100,
  AU: 100,
};
const EUROPEAN = new Set(Object.keys(STANDARD_RATES).slice(0, 28));

/** Where the platform of the simulation is established. */
export const PLATFORM_COUNTRY = "DE";

export type TaxRate = { readonly perMille: number; readonly reverse: boolean; readonly label: string };

/** The tax a buyer owes: its country's rate; none where a business of another country accounts for it itself. */
export function taxRateFor(buyer: {
  readonly country: string | null;
  readonly taxId: boolean;
  readonly exempt: boolean;
}): TaxRate {
  const country = buyer.country?.toUpperCase() ?? null;
  const perMille = country === null ? 0 : (STANDARD_RATES[country] ?? 0);
  const label =
    country !== null && EUROPEAN.has(country) ? "VAT" : country === "AU" ? "GST" : country === "JP" ? "JCT" : "VAT";
  if (buyer.exempt) return { perMille: 0, reverse: false, label };
  if (buyer.taxId && country !== PLATFORM_COUNTRY && perMille > 0) return { perMille: 0, reverse: true, label };
  return { perMille, reverse: false, label };
}

export const TAXED_COUNTRIES = Object.keys(STANDARD_RATES).filter((country) => country !== "EL");

/** Half up. Inclusive: the part of `amount` that is tax. */
export function taxOf(amount: number, perMille: number, inclusive: boolean): number {
  const tax = inclusive ? (amount * perMille) / (1000 + perMille) : (amount * perMille) / 1000;
  return Math.sign(tax) * Math.round(Math.abs(tax));
}

/** The kind of tax id a country gives its businesses, for those the page offers. */
export function taxIdTypeOf(country: string): TaxIdType | null {
  const upper = country.toUpperCase();
  if (EUROPEAN.has(upper)) return "eu_vat";
  return OTHER_TAX_IDS[upper] ?? null;
}

const OTHER_TAX_IDS: Readonly<Record<string, TaxIdType>> = {
  GB: "gb_vat",
  NO: "no_vat",
  CH: "ch_vat",
  JP: "jp_cn",
  AU: "au_abn",
  US: "us_ein",
};

const TAX_ID_FORM: Readonly<Record<TaxIdType, RegExp>> = {
  eu_vat: /^[A-Z]{2}[0-9A-Z+*]{2,12}$/u,
  gb_vat: /^GB\d{9}(?:\d{3})?$/u,
  no_vat: /^\d{9}MVA$/u,
  ch_vat: /^CHE-?\d{3}\.?\d{3}\.?\d{3} ?(?:MWST|TVA|IVA)$/u,
  jp_cn: /^\d{13}$/u,
  au_abn: /^\d{11}$/u,
  us_ein: /^\d{2}-\d{7}$/u,
};

export function isTaxIdType(type: string): type is TaxIdType {
  return Object.hasOwn(TAX_ID_FORM, type);
}

export function isTaxId(type: TaxIdType, value: string): boolean {
  return TAX_ID_FORM[type].test(value);
}
