import type { Stripe } from "stripe";
import type { CheckoutState } from "../payment-states.ts";
import { idOrNull, timeOf, wordOf } from "./answer.ts";

const statuses: Readonly<Record<string, CheckoutState["status"]>> = {
  open: "open",
  complete: "complete",
  expired: "expired",
};

/** `paymentId`: the charge of it, which for a subscription has to be looked up through its invoice. */
export function checkoutOf(session: Stripe.Checkout.Session, paymentId: string | null): CheckoutState {
  const status = wordOf(statuses, session.status, "the status of a checkout");
  const intent = typeof session.payment_intent === "object" ? session.payment_intent : null;
  return {
    checkoutId: session.id,
    orderId: session.metadata?.["order_id"] ?? null,
    status,
    url: status === "open" ? session.url : null,
    expiresAt: timeOf(session.expires_at, "when a checkout expires"),
    paymentId,
    subscriptionId: idOrNull(session.subscription),
    failure: status === "complete" ? null : (intent?.last_payment_error?.message ?? null),
  };
}
