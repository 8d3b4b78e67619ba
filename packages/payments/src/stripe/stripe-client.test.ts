import { describe, expect, it } from "vitest";
import { keyed, modeOf, stripeClient } from "./stripe-client.ts";
import type { StripeSettings } from "./stripe-client.ts";

const settings: StripeSettings = {
  secretKey: "sk_test_123",
  webhookSecret: "whsec_123",
  automaticTax: false,
  timeoutMs: 1_000,
  maxNetworkRetries: 0,
};

const local = { host: "127.0.0.1", port: 4_242, protocol: "http" } as const;
const credentialsInvalid = expect.objectContaining({ code: "credentials-invalid" });

describe("modeOf", () => {
  it("reads the mode from the key", () => {
    expect(["sk_test_1", "rk_test_1", "sk_live_1", "rk_live_1"].map(modeOf)).toStrictEqual([
      "test",
      "test",
      "live",
      "live",
    ]);
  });

  it.each(["", "pk_test_1", "whsec_1", "sk_test_", "sk_prod_1", "sk_test_1 2"])("refuses %j", (key) => {
    expect(() => modeOf(key)).toThrow(credentialsInvalid);
  });
});

describe("stripeClient", () => {
  it("speaks to a local server with a test key", () => {
    for (const host of ["127.0.0.1", "localhost", "::1"]) {
      expect(() => stripeClient({ ...settings, api: { ...local, host } })).not.toThrow();
    }
  });

  it("sends a live key to Stripe alone, and no key to a host that is not this one", () => {
    expect(() => stripeClient({ ...settings, secretKey: "sk_live_1", api: local })).toThrow(credentialsInvalid);
    expect(() => stripeClient({ ...settings, api: { ...local, host: "stripe.example" } })).toThrow(credentialsInvalid);
  });
});

describe("keyed", () => {
  it("gives each step of a change a key of its own, the same ones each time", () => {
    expect(keyed("change-1", "product")).toStrictEqual({ idempotencyKey: "change-1:product" });
    expect(keyed("change-1", "product")).not.toStrictEqual(keyed("change-1", "checkout"));
  });

  it("keeps within what Stripe allows", () => {
    const one = keyed(`${"k".repeat(254)}1`, "seats-to-confirm").idempotencyKey;
    const other = keyed(`${"k".repeat(254)}2`, "seats-to-confirm").idempotencyKey;
    expect(one.length).toBeLessThanOrEqual(255);
    expect(one).not.toBe(other);
  });
});
