import { createHmac } from "node:crypto";

/** What a receiver checks: the id stays the same however often it is sent, the moment is that of this try (Unix seconds). */
export type SignedMessage = { readonly id: string; readonly seconds: number; readonly body: string };

const prefix = "whsec_";

/** A secret as its owner keeps it, after Standard Webhooks: `whsec_` and base64. */
export function webhookSecretText(secret: Uint8Array): string {
  return prefix + Buffer.from(secret).toString("base64");
}

/** The headers of Standard Webhooks 1.0, one v1 signature (HMAC-SHA256) for each secret that is good now. */
export function webhookHeaders(
  { id, seconds, body }: SignedMessage,
  secrets: readonly Uint8Array[],
): Readonly<Record<string, string>> {
  const signed = `${id}.${seconds}.${body}`;
  const signatures = secrets.map((secret) => `v1,${createHmac("sha256", secret).update(signed).digest("base64")}`);
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": signatures.join(" "),
  };
}
