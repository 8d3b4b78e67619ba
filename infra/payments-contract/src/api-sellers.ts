import type { Stripe } from "stripe";
import type { Processor } from "./processor.ts";

/** What becomes of a seller's account without anybody at a page. */
export function apiSellers(stripe: Stripe): Pick<Processor, "payOut" | "closeSeller"> {
  return {
    async payOut(accountId) {
      const on = { stripeAccount: accountId };
      const { available } = await stripe.balance.retrieve({}, on);
      for (const { amount, currency } of available) {
        if (amount > 0) await stripe.payouts.create({ amount, currency }, on);
      }
    },
    async closeSeller(accountId) {
      await stripe.v2.core.accounts.close(accountId, { applied_configurations: ["recipient"] });
    },
  };
}
