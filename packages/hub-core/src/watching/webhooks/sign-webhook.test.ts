import { expect, test } from "vitest";
import { webhookHeaders, webhookSecretText } from "./sign-webhook.ts";

// The example of the scheme's own documentation.
const secret = Buffer.from("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "base64");
const message = { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", seconds: 1_614_265_330, body: '{"test": 2432232314}' };
const signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

test("webhookHeaders signs as Standard Webhooks says", () => {
  expect(webhookHeaders(message, [secret])).toEqual({
    "content-type": "application/json",
    "webhook-id": message.id,
    "webhook-timestamp": "1614265330",
    "webhook-signature": signature,
  });
});

test("webhookHeaders signs with the secret before, too, while both are good", () => {
  const both = webhookHeaders(message, [Buffer.from("new"), secret])["webhook-signature"]?.split(" ");
  expect(both).toHaveLength(2);
  expect(both?.[1]).toBe(signature);
});

test("webhookSecretText is the form that libraries take", () => {
  expect(webhookSecretText(secret)).toBe("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
});
