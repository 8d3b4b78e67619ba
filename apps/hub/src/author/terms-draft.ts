import type { Currency, Price, PriceInterval } from "@fleet-persona/hub-core";
import { amountInput, parseAmount } from "./amount.ts";

/** Terms as they are being written. */
export type TermsDraft = {
  readonly kind: Price["kind"];
  readonly amount: string;
  readonly currency: string;
  readonly every: PriceInterval;
  readonly trialDays: string;
};

export type TermsCheck = {
  readonly amountError: string | null;
  readonly trialError: string | null;
  /** What would be set; null while something is wrong. */
  readonly terms: { readonly price: Price; readonly trialDays: number | null } | null;
};

type Terms = { readonly price: Price; readonly trialDays: number | null };

/** The form's beginning for what stands now. */
export function draftOf({ price, trialDays }: Terms, currencies: readonly Currency[]): TermsDraft {
  const money = price.kind === "free" ? null : price;
  const currency = currencies.find(({ code }) => code === money?.currency) ?? currencies[0];
  return {
    kind: price.kind,
    amount: money === null || currency === undefined ? "" : amountInput(money.amountMinor, currency),
    currency: currency?.code ?? "",
    every: money !== null && money.kind !== "one-off" ? money.every : "month",
    trialDays: trialDays === null ? "" : String(trialDays),
  };
}

/** What a draft comes to, or what is wrong with it. */
export function checkTerms(draft: TermsDraft, currencies: readonly Currency[], longestTrialDays: number): TermsCheck {
  if (draft.kind === "free")
    return { amountError: null, trialError: null, terms: { price: { kind: "free" }, trialDays: null } };
  const currency = currencies.find(({ code }) => code === draft.currency);
  if (currency === undefined) return { amountError: "Choose a currency.", trialError: null, terms: null };
  const amount = parseAmount(draft.amount, currency);
  // What is paid once has none: a box that is not shown says nothing.
  const trialDays = draft.kind === "one-off" ? null : trialOf(draft.trialDays, longestTrialDays);
  const trialError = trialDays === undefined ? `Whole days, 1 to ${longestTrialDays}, or nothing.` : null;
  if (amount.kind === "refused") return { amountError: amount.message, trialError, terms: null };
  if (trialDays === undefined) return { amountError: null, trialError, terms: null };
  const money = { amountMinor: amount.amountMinor, currency: currency.code };
  const { kind, every } = draft;
  const price: Price = kind === "one-off" ? { kind, ...money } : { kind, ...money, every };
  return { amountError: null, trialError: null, terms: { price, trialDays } };
}

// Undefined: cannot be read.
function trialOf(text: string, longest: number): number | null | undefined {
  if (text.trim() === "") return null;
  const days = /^\d{1,3}$/.test(text.trim()) ? Number(text) : 0;
  return days >= 1 && days <= longest ? days : undefined;
}
