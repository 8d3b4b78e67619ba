import { TAXED_COUNTRIES } from "../state/tax.ts";

const OTHERS = ["US", "CA", "BR", "MX", "IN", "SG", "NZ", "KR", "ZA", "IL", "TR", "UA"];
const names = new Intl.DisplayNames(["en"], { type: "region" });

export type Country = { readonly code: string; readonly name: string };

/** The countries a page offers, by name. */
export const COUNTRIES: readonly Country[] = [...TAXED_COUNTRIES, ...OTHERS]
  .map((code) => ({ code, name: names.of(code) ?? code }))
  .sort((left, right) => left.name.localeCompare(right.name));

export function countryName(code: string): string {
  return names.of(code) ?? code;
}
