import { amountText, currencyOf } from "@fleet-persona/money";

/** An amount for people, `49.00 EUR`; of a currency no price is set in, in its smallest unit. */
export function moneyText(amountMinor: number, code: string): string {
  const currency = currencyOf(code);
  return currency === undefined ? `${amountMinor} (smallest unit) ${code}` : amountText(amountMinor, currency);
}
