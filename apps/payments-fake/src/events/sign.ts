import { createHmac } from "node:crypto";

/** The signature header of a body, as the SDK checks it. `at` in seconds. */
export function signatureOf(body: string, secret: string, at: number): string {
  return `t=${at},v1=${createHmac("sha256", secret).update(`${at}.${body}`).digest("hex")}`;
}
