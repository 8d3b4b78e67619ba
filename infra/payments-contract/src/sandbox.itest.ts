import { describe, it } from "vitest";
import { describeGateway } from "./gateway-contract.ts";
import { sandbox } from "./sandbox.ts";

const secretKey = process.env["STRIPE_SANDBOX_KEY"];
const sellerId = process.env["STRIPE_SANDBOX_SELLER"] ?? null;

if (secretKey === undefined || secretKey === "") {
  const why = "STRIPE_SANDBOX_KEY is not set: the contract was not run against a Stripe sandbox";
  process.stderr.write(`${why}\n`);
  describe("PaymentGateway of a Stripe sandbox", () => {
    it.skip(why);
  });
} else {
  if (!secretKey.includes("_test_")) throw new TypeError("STRIPE_SANDBOX_KEY is no key of a sandbox");
  process.stderr.write("Left out against a sandbox: the checkout page, restricting a seller, delivered events\n");
  if (sellerId === null) process.stderr.write("STRIPE_SANDBOX_SELLER is not set: transfers and payouts are left out\n");
  describeGateway(sandbox({ secretKey, sellerId }));
}
