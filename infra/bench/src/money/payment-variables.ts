import type { FakeUnderTest } from "./fake-under-test.ts";

/** What the hub is given to take payments (docs/payments.md). */
export const paymentVariables = ({
  url,
  secretKey,
  webhookSecret,
}: Pick<FakeUnderTest, "url" | "secretKey" | "webhookSecret">): Readonly<Record<string, string>> => ({
  STRIPE_SECRET_KEY: secretKey,
  STRIPE_WEBHOOK_SECRET: webhookSecret,
  PAYMENTS_URL: url,
});
