import { decimalsOf, shownMoney } from "./shown-money.ts";

export type Part =
  | { readonly kind: "amount"; readonly amountMinor: number }
  | { readonly kind: "refused"; readonly message: string };

/** A part of an amount that a person typed, with a point or a comma; never more than is left, and no fraction is rounded away. */
export function partOf(typed: string, mostMinor: number, currency: string): Part {
  const decimals = decimalsOf(currency);
  const parts = /^(\d{1,12})(?:[.,](\d+))?$/.exec(typed.trim());
  const [, whole = "0", fraction = ""] = parts ?? [];
  if (parts === null) return refused(`Write an amount, such as ${typedOf(mostMinor, currency)}.`);
  if (fraction.length > decimals)
    return refused(decimals === 0 ? `${currency} has no decimals.` : `${currency} has ${decimals} decimals.`);
  const amountMinor = Number(`${whole}${fraction.padEnd(decimals, "0")}`);
  if (amountMinor < 1) return refused("More than nothing.");
  if (amountMinor > mostMinor) return refused(`At most ${shownMoney({ amountMinor: mostMinor, currency })}.`);
  return { kind: "amount", amountMinor };
}

/** The digits a person would type for an amount. */
export function typedOf(amountMinor: number, currency: string): string {
  const decimals = decimalsOf(currency);
  return (amountMinor / 10 ** decimals).toFixed(decimals);
}

const refused = (message: string): Part => ({ kind: "refused", message });
