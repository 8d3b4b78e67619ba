import type { PaymentGateway } from "./payment-gateway.ts";
import { stripeGateway } from "./stripe/stripe-gateway.ts";

/** What an operator sets to take payments; the names are those of environment variables (docs/payments.md). */
export type PaymentVariables = {
  readonly STRIPE_SECRET_KEY?: string | undefined;
  readonly STRIPE_WEBHOOK_SECRET?: string | undefined;
  readonly PAYMENTS_URL?: string | undefined;
  readonly PAYMENTS_TAX?: "on" | "off" | undefined;
};

/** The processor that the variables name; null where there is none. Throws TypeError or PaymentError with a sentence where they do not fit together. */
export function gatewayOf(variables: PaymentVariables): PaymentGateway | null {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret, PAYMENTS_URL: url } = variables;
  if (!secretKey) return null;
  if (!webhookSecret)
    throw new TypeError(
      "STRIPE_SECRET_KEY is set, so STRIPE_WEBHOOK_SECRET must be: events must be known to be Stripe's",
    );
  return stripeGateway({
    secretKey,
    webhookSecret,
    ...(url ? { api: apiOf(url) } : {}),
    automaticTax: variables.PAYMENTS_TAX === "on",
    timeoutMs: 20_000,
    maxNetworkRetries: 2,
  });
}

function apiOf(text: string): { readonly host: string; readonly port: number; readonly protocol: "http" | "https" } {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:"))
    throw new TypeError("PAYMENTS_URL is no address: write it like http://127.0.0.1:4242");
  const protocol = url.protocol === "http:" ? "http" : "https";
  return { host: url.hostname, port: url.port === "" ? (protocol === "http" ? 80 : 443) : Number(url.port), protocol };
}
