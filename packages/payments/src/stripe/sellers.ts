import type { Stripe } from "stripe";
import type { PaymentGateway } from "../payment-gateway.ts";
import type { SellerState } from "../payment-states.ts";
import { everyOf } from "./answer.ts";
import { payoutOf } from "./payout-of.ts";
import { minimumKey, minimumText, sellerOf } from "./seller-of.ts";
import { keyed, pageSize } from "./stripe-client.ts";

type Methods = Pick<PaymentGateway, "createSeller" | "getSeller" | "openOnboarding" | "setPayoutTerms" | "listPayouts">;

/** Sellers: accounts (v2) that receive transfers and nothing else, onboarded on Stripe's pages. */
export function stripeSellers(stripe: Stripe): Methods {
  const getSeller = (accountId: string) => readSeller(stripe, accountId);
  return {
    async createSeller({ key, tenantId, name, email, country }) {
      const account = await stripe.v2.core.accounts.create(
        {
          contact_email: email,
          display_name: name,
          dashboard: "express",
          identity: { country: country.toLowerCase() },
          configuration: {
            recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } },
          },
          // The platform is merchant of record: it pays Stripe's fees and stands for what sellers owe.
          defaults: { responsibilities: { fees_collector: "application", losses_collector: "application" } },
          metadata: { tenant_id: tenantId },
        },
        keyed(key, "account"),
      );
      return getSeller(account.id);
    },
    getSeller,
    async openOnboarding({ accountId, returnUrl, refreshUrl }) {
      const link = await stripe.v2.core.accountLinks.create({
        account: accountId,
        use_case: {
          type: "account_onboarding",
          account_onboarding: { return_url: returnUrl, refresh_url: refreshUrl },
        },
      });
      return link.url;
    },
    async setPayoutTerms({ key, accountId, terms }) {
      await Promise.all([
        stripe.balanceSettings.update(
          { payments: { payouts: { schedule: scheduleOf(terms.interval) } } },
          { ...keyed(key, "schedule"), stripeAccount: accountId },
        ),
        stripe.v2.core.accounts.update(
          accountId,
          { metadata: { [minimumKey]: minimumText(terms.minimumMinor) } },
          keyed(key, "minimum"),
        ),
      ]);
      return getSeller(accountId);
    },
    async listPayouts(accountId) {
      const payouts = await everyOf(stripe.payouts.list({ limit: pageSize }, { stripeAccount: accountId }));
      return payouts.map(payoutOf);
    },
  };
}

async function readSeller(stripe: Stripe, accountId: string): Promise<SellerState> {
  const account = await stripe.v2.core.accounts.retrieve(accountId, {
    include: ["configuration.recipient", "identity", "requirements"],
  });
  if (account.closed === true) return sellerOf({ account, balance: null, settings: null });
  const [balance, settings] = await Promise.all([
    stripe.balance.retrieve({}, { stripeAccount: accountId }),
    stripe.balanceSettings.retrieve({}, { stripeAccount: accountId }),
  ]);
  return sellerOf({ account, balance, settings });
}

function scheduleOf(
  interval: SellerState["payouts"]["interval"],
): Stripe.BalanceSettingsUpdateParams.Payments.Payouts.Schedule {
  switch (interval) {
    case "weekly":
      return { interval, weekly_payout_days: ["monday"] };
    case "monthly":
      return { interval, monthly_payout_days: [1] };
    case "daily":
    case "manual":
      return { interval };
    default:
      return interval satisfies never;
  }
}
