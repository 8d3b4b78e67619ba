import type { Stripe } from "stripe";
import type { SellerState } from "../payment-states.ts";
import { currencyOf, minorOf, unreadable, wordOf } from "./answer.ts";
import { missingWords } from "./missing-words.ts";

/** An account as Stripe keeps it; balance and settings are not to be had of one that is closed. */
export type SellerParts = {
  /** With its recipient configuration, identity and requirements included. */
  readonly account: Stripe.V2.Core.Account;
  readonly balance: Stripe.Balance | null;
  readonly settings: Stripe.BalanceSettings | null;
};

const intervals: Readonly<Record<string, SellerState["payouts"]["interval"]>> = {
  daily: "daily",
  weekly: "weekly",
  monthly: "monthly",
  manual: "manual",
};

export function sellerOf({ account, balance, settings }: SellerParts): SellerState {
  const country = account.identity?.country;
  if (country === undefined) throw unreadable("an account has no country");
  return {
    accountId: account.id,
    tenantId: account.metadata?.["tenant_id"] ?? null,
    country: country.toUpperCase(),
    status: statusOf(account),
    missing: account.closed === true ? [] : missingWords(asked(account).map((entry) => entry.description)),
    payouts: {
      interval: wordOf(intervals, settings?.payments.payouts?.schedule?.interval ?? "manual", "a payout interval"),
      minimumMinor: minimumOf(account.metadata?.[minimumKey]),
    },
    balances: balance === null ? [] : balancesOf(balance),
  };
}

function asked(account: Stripe.V2.Core.Account) {
  return (account.requirements?.entries ?? []).filter((entry) => entry.awaiting_action_from === "user");
}

// A new account and one that lost its capability look alike, but for why Stripe asks: only the first is asked routinely.
function statusOf(account: Stripe.V2.Core.Account): SellerState["status"] {
  if (account.closed === true) return "closed";
  const capability = account.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers;
  switch (capability?.status) {
    case "active":
      return "active";
    // Rejected is not closed: Stripe hears those who object.
    case "rejected":
    case "unsupported":
      return "restricted";
    case "pending":
    case "restricted":
    case undefined: {
      const reasons = asked(account).flatMap((entry) => entry.requested_reasons.map((reason) => reason.code));
      const onboarding = reasons.every((reason) => reason === "routine_onboarding");
      const waiting = capability?.status === "pending" || reasons.length > 0;
      return onboarding && waiting ? "onboarding" : "restricted";
    }
    default:
      throw unreadable(`the capability of an account is ${JSON.stringify(capability?.status)}`);
  }
}

/** Where the least payout is kept: Stripe's own minimum is what stays in the account for ever, not what is worth paying out. */
export const minimumKey = "payout_minimum";

export function minimumText(minimumMinor: Readonly<Record<string, number>>): string {
  return Object.entries(minimumMinor)
    .map(([currency, minor]) => `${currencyOf(currency)} ${minorOf(minor, "a payout minimum")}`)
    .join(", ");
}

function minimumOf(text: string | undefined): Readonly<Record<string, number>> {
  if (text === undefined || text === "") return {};
  return Object.fromEntries(
    text.split(", ").map((entry) => {
      const [currency, minor] = entry.split(" ");
      return [currencyOf(currency), minorOf(Number(minor), "a payout minimum")];
    }),
  );
}

function balancesOf(balance: Stripe.Balance): SellerState["balances"] {
  const currencies = new Set([...balance.available, ...balance.pending].map((part) => currencyOf(part.currency)));
  return [...currencies].toSorted().map((currency) => ({
    currency,
    availableMinor: sumOf(balance.available, currency),
    pendingMinor: sumOf(balance.pending, currency),
  }));
}

function sumOf(parts: readonly { readonly amount: number; readonly currency: string }[], currency: string): number {
  return parts
    .filter((part) => currencyOf(part.currency) === currency)
    .reduce((sum, part) => sum + minorOf(part.amount, "a balance"), 0);
}
