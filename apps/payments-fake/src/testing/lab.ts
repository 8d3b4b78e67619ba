import { Stripe } from "stripe";
import { startPaymentsFake, type PaymentsFake, type PaymentsFakeOptions } from "../server.ts";

export type Lab = AsyncDisposable & { readonly fake: PaymentsFake; readonly stripe: Stripe; readonly bugs: unknown[] };

/** A simulation and the real SDK that talks to it. */
export async function openLab(options: PaymentsFakeOptions = {}): Promise<Lab> {
  const bugs: unknown[] = [];
  const fake = await startPaymentsFake({ retryBaseMs: 20, onBug: (error) => bugs.push(error), ...options });
  return { fake, stripe: sdkOf(fake), bugs, [Symbol.asyncDispose]: () => fake.close() };
}

export function sdkOf(fake: PaymentsFake, secretKey = fake.secretKey): Stripe {
  return new Stripe(secretKey, {
    host: "127.0.0.1",
    port: fake.port,
    protocol: "http",
    maxNetworkRetries: 0,
    telemetry: false,
  });
}

/** A one-off checkout session of 100 euros. */
export async function newCheckout(
  stripe: Stripe,
  changes: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Promise<Stripe.Checkout.Session> {
  const customer = await stripe.customers.create({ email: "ada@example.test", name: "Ada" });
  return stripe.checkout.sessions.create({
    mode: "payment",
    customer: customer.id,
    line_items: [
      { price_data: { currency: "eur", unit_amount: 10_000, product_data: { name: "flash-sale" } }, quantity: 1 },
    ],
    success_url: "http://127.0.0.1:3000/done?session={CHECKOUT_SESSION_ID}",
    cancel_url: "http://127.0.0.1:3000/shop",
    metadata: { order_id: "order_1" },
    payment_intent_data: { metadata: { order_id: "order_1" } },
    invoice_creation: { enabled: true },
    ...changes,
  });
}
