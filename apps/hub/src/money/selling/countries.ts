/** Where sellers can be paid: ISO 3166-1 codes that the payment processor opens accounts in. */
const codes =
  "AT AU BE BG BR CA CH CY CZ DE DK EE ES FI FR GB GI GR HK HR HU IE IN IT JP LI LT LU LV MT MX MY NL NO NZ PL PT RO SE SG SI SK TH AE US";

const names = new Intl.DisplayNames("en", { type: "region" });

export type Country = { readonly code: string; readonly name: string };

/** The same with their names, by name. */
export const sellerCountries: readonly Country[] = codes
  .split(" ")
  .map((code) => ({ code, name: names.of(code) ?? code }))
  .toSorted((a, b) => a.name.localeCompare(b.name, "en"));

/** A country's name; its code where it has none. */
export const countryName = (code: string): string => names.of(code) ?? code;
