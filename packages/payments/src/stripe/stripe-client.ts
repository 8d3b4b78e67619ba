import { createHash } from "node:crypto";
import { Stripe } from "stripe";
import { PaymentError } from "../payment-error.ts";
import type { PaymentGateway } from "../payment-gateway.ts";

/** How to reach Stripe. */
export type StripeSettings = {
  /** `sk_test_…`, `sk_live_…` or a restricted key (`rk_…`); it says which mode this is. */
  readonly secretKey: string;
  /** `whsec_…`; several separated by commas, as each endpoint has its own and a rolled one overlaps with the next. */
  readonly webhookSecret: string;
  /** A local server in Stripe's place: on loopback alone, and with a test key alone. */
  readonly api?: { readonly host: string; readonly port: number; readonly protocol: "http" | "https" };
  /** Lets Stripe Tax work out the tax of each checkout. */
  readonly automaticTax: boolean;
  readonly timeoutMs: number;
  /** How often an unanswered call is repeated by itself, with the same key. */
  readonly maxNetworkRetries: number;
};

const loopback = new Set(["localhost", "127.0.0.1", "::1", "[::1]"]);

export function modeOf(secretKey: string): PaymentGateway["mode"] {
  const mode = /^[sr]k_(test|live)_\S+$/.exec(secretKey)?.[1];
  if (mode === "test" || mode === "live") return mode;
  throw new PaymentError(
    "credentials-invalid",
    "STRIPE_SECRET_KEY is no secret key: it begins with sk_test_ or sk_live_.",
  );
}

/** The SDK, pinned to the API version it was made for. */
export function stripeClient({ secretKey, api, timeoutMs, maxNetworkRetries }: StripeSettings): Stripe {
  const mode = modeOf(secretKey);
  if (api !== undefined && (mode !== "test" || !loopback.has(api.host))) {
    throw new PaymentError(
      "credentials-invalid",
      "A server in Stripe's place is reached on loopback and with a test key alone: a live key never leaves for another host.",
    );
  }
  return new Stripe(secretKey, {
    timeout: timeoutMs,
    maxNetworkRetries,
    telemetry: false,
    appInfo: { name: "fleet-persona" },
    ...api,
  });
}

/** Every page as large as Stripe allows. */
export const pageSize = 100;

const longestKey = 255;

/** The key of a call that is made for a change with this key: each call needs its own, and a change can take several. */
export function keyed(key: string, step: string): { readonly idempotencyKey: string } {
  const whole = `${key}:${step}`;
  if (whole.length <= longestKey) return { idempotencyKey: whole };
  return { idempotencyKey: `${createHash("sha256").update(key).digest("hex")}:${step}` };
}

/** Whether Stripe repeated what it had answered before, which may be out of date. */
export function wasReplayed(answer: Stripe.Response<object>): boolean {
  return answer.lastResponse.headers["idempotent-replayed"] === "true";
}
