import { Stripe } from "stripe";
import { PaymentError } from "../payment-error.ts";
import type { PaymentHint } from "../payment-hint.ts";
import { hintOf } from "./hint-of.ts";

// A late delivery is signed anew when it is sent, so this bounds how long a captured one can be played again.
const toleranceSeconds = 300;

/** Reads what was sent to the webhook endpoint, once one of the secrets has been seen to have signed it. */
export function eventReader(
  stripe: Stripe,
  webhookSecret: string,
): (body: string, signature: string | null) => PaymentHint {
  const secrets = webhookSecret
    .split(",")
    .map((secret) => secret.trim())
    .filter((secret) => secret !== "");
  return (body, signature) => {
    if (!secrets.some((secret) => isSigned(stripe, body, signature, secret))) {
      throw new PaymentError(
        "signature-invalid",
        "This event was not signed for this hub, or too long ago. Compare STRIPE_WEBHOOK_SECRET with the secret of the endpoint, and the clock with a time server.",
      );
    }
    return hintOf(parsed(body));
  };
}

// The SDK compares in constant time.
function isSigned(stripe: Stripe, body: string, signature: string | null, secret: string): boolean {
  try {
    return stripe.webhooks.signature?.verifyHeader(body, signature ?? "", secret, toleranceSeconds) === true;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false;
    throw error;
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new PaymentError("event-unreadable", "This was signed by Stripe, but is not JSON.", { cause });
  }
}
