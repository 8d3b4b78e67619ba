import type { Stripe } from "stripe";
import type { Lab } from "./lab.ts";

/** A connected account; it can be paid once it is onboarded. */
export async function newSeller(lab: Lab, onboarded = true): Promise<Stripe.V2.Core.Account> {
  const account = await lab.stripe.v2.core.accounts.create({
    display_name: "Acme Personas",
    contact_email: "seller@example.test",
    dashboard: "express",
    identity: { country: "de" },
    configuration: { recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } } },
    defaults: { responsibilities: { fees_collector: "application", losses_collector: "application" } },
    metadata: { tenant_id: "tenant_1" },
    include: ["configuration.recipient", "requirements"],
  });
  if (onboarded) lab.fake.control.onboard(account.id);
  return account;
}

/** A charge of 100 euros that was paid. */
export async function newCharge(lab: Lab, paymentMethod = "pm_card_visa", amount = 10_000): Promise<Stripe.Charge> {
  const intent = await lab.stripe.paymentIntents.create({
    amount,
    currency: "eur",
    payment_method: paymentMethod,
    confirm: true,
    metadata: { order_id: "order_1" },
    expand: ["latest_charge"],
  });
  return intent.latest_charge as Stripe.Charge;
}
