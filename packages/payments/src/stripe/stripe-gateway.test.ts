import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import type { PaymentErrorCode } from "../payment-error.ts";
import { gatewayAt, localStripe, refusal } from "./local-stripe.fixture.ts";
import type { Answer } from "./local-stripe.fixture.ts";

describe("stripeGateway", () => {
  it.each<[PaymentErrorCode, Answer]>([
    ["not-found", refusal(404, { code: "resource_missing" })],
    ["already-refunded", refusal(400, { code: "charge_already_refunded" })],
    ["amount-too-large", refusal(400, { param: "amount" })],
    ["charge-disputed", refusal(400, { code: "charge_disputed" })],
    ["balance-insufficient", refusal(400, { code: "balance_insufficient" })],
    ["key-reused", refusal(400, { type: "idempotency_error" })],
    ["credentials-invalid", refusal(401, {})],
    ["rate-limited", refusal(429, { code: "rate_limit" })],
    ["unreachable", refusal(500, { type: "api_error" })],
    ["unreachable", { status: 502, body: "<h1>Bad gateway</h1>" }],
  ])("rejects with %s", async (code, answer) => {
    await using local = await localStripe(() => answer);
    const refund = { key: "refund-1", paymentId: "ch_1", amountMinor: 100, refundRequestId: "request-1" };
    await expect(local.gateway.refund(refund)).rejects.toMatchObject({ name: "PaymentError", code });
  });

  it("rejects with unreachable where nobody listens", async () => {
    const gone = createServer();
    await new Promise<void>((listening) => {
      gone.listen(0, "127.0.0.1", listening);
    });
    const address = gone.address();
    await new Promise((closed) => {
      gone.close(closed);
    });
    if (address === null || typeof address === "string") throw new TypeError("the server had no port");
    await expect(gatewayAt(address.port).getPayment("ch_1")).rejects.toMatchObject({
      code: "unreachable",
      retryable: true,
    });
  });
});
