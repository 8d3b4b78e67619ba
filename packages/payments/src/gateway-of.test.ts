import { expect, test } from "vitest";
import { gatewayOf } from "./gateway-of.ts";

const keys = { STRIPE_SECRET_KEY: "sk_test_1", STRIPE_WEBHOOK_SECRET: "whsec_1" };

test("gatewayOf gives none without a key, and one in the key's mode", () => {
  expect(gatewayOf({})).toBeNull();
  expect(gatewayOf({ STRIPE_SECRET_KEY: "" })).toBeNull();
  expect(gatewayOf(keys)?.mode).toBe("test");
  expect(gatewayOf({ ...keys, PAYMENTS_URL: "http://127.0.0.1:4242" })?.mode).toBe("test");
});

test.each([
  [{ STRIPE_SECRET_KEY: "sk_test_1" }, /STRIPE_WEBHOOK_SECRET/],
  [{ ...keys, PAYMENTS_URL: "nowhere" }, /no address/],
  [{ ...keys, PAYMENTS_URL: "http://payments.example" }, /loopback/],
  [{ ...keys, STRIPE_SECRET_KEY: "sk_live_1", PAYMENTS_URL: "http://127.0.0.1:4242" }, /live key/],
  [{ ...keys, STRIPE_SECRET_KEY: "pk_test_1" }, /no secret key/],
])("gatewayOf refuses %j", (variables, reason) => {
  expect(() => gatewayOf(variables)).toThrow(reason);
});
