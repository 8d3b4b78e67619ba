import type { PaymentGateway } from "../payment-gateway.ts";
import { stripeCheckouts } from "./checkouts.ts";
import { stripePayments } from "./payments.ts";
import { stripePromotions } from "./promotions.ts";
import { eventReader } from "./read-event.ts";
import { stripeSellers } from "./sellers.ts";
import { stripeSpans } from "./spans.ts";
import { modeOf, stripeClient } from "./stripe-client.ts";
import type { StripeSettings } from "./stripe-client.ts";
import { refusalOf } from "./stripe-refusal.ts";
import { stripeSubscriptions } from "./subscriptions.ts";

/** Stripe as this project's payment processor, or a server that speaks its API. Throws `credentials-invalid` on settings that cannot be. */
export function stripeGateway(settings: StripeSettings): PaymentGateway {
  const stripe = stripeClient(settings);
  return {
    mode: modeOf(settings.secretKey),
    readEvent: eventReader(stripe, settings.webhookSecret),
    ...refusing({
      ...stripeCheckouts(stripe, settings.automaticTax),
      ...stripePayments(stripe),
      ...stripeSubscriptions(stripe),
      ...stripeSellers(stripe),
      ...stripePromotions(stripe),
      ...stripeSpans(stripe),
    }),
  };
}

type Asked = (...request: never[]) => Promise<unknown>;

/** The same methods, rejecting with this package's error alone. */
function refusing<Methods extends Readonly<Record<string, Asked>>>(methods: Methods): Methods {
  const refused = Object.entries(methods).map(([name, method]) => [
    name,
    async (...request: never[]) => {
      try {
        return await method(...request);
      } catch (error) {
        throw refusalOf(error);
      }
    },
  ]);
  // The entries are those of `methods`, each with the arguments and the answer it had.
  return Object.fromEntries(refused) as Methods;
}
