import type { Currency } from "@fleet-persona/hub-core";

export type ParsedAmount =
  | { readonly kind: "amount"; readonly amountMinor: number }
  | { readonly kind: "refused"; readonly message: string };

/** Reads an amount that a person typed, with a point or a comma, in the currency's own unit. No fraction is ever rounded away. */
export function parseAmount(text: string, currency: Currency): ParsedAmount {
  const { code, decimals, leastMinor, mostMinor } = currency;
  const parts = /^(\d{1,12})(?:[.,](\d+))?$/.exec(text.trim());
  if (parts === null) return refused(`Write the amount in digits, such as ${(49).toFixed(decimals)}.`);
  const [, whole = "0", fraction = ""] = parts;
  if (fraction.length > decimals)
    return refused(
      decimals === 0
        ? `${code} has no decimals: write a whole number, such as ${whole}.`
        : `${code} has ${decimals} decimals, not ${fraction.length}.`,
    );
  const amountMinor = Number(`${whole}${fraction.padEnd(decimals, "0")}`);
  if (amountMinor < leastMinor)
    return refused(`The least is ${amountInput(leastMinor, currency)} ${code}. For less, make it free.`);
  if (amountMinor > mostMinor) return refused(`The most is ${amountInput(mostMinor, currency)} ${code}.`);
  return { kind: "amount", amountMinor };
}

/** The digits a person would type for an amount. */
export function amountInput(amountMinor: number, { decimals }: Currency): string {
  return (amountMinor / 10 ** decimals).toFixed(decimals);
}

const refused = (message: string): ParsedAmount => ({ kind: "refused", message });
