import { isIPv6 } from "node:net";
import { peerHeader } from "./peer-address.ts";

/**
 * Who asks: the socket's other end or, behind `trustedProxies` proxies of the operator's, what the outermost of them wrote at the end of
 * X-Forwarded-For. What stands before that was sent by the client and is not believed.
 */
export function clientAddress(headers: Headers, trustedProxies: number): string {
  const peer = headers.get(peerHeader) ?? "";
  if (trustedProxies === 0) return peer;
  const forwarded = (headers.get("x-forwarded-for") ?? "").split(",").map((each) => each.trim());
  return forwarded.at(-trustedProxies) || peer;
}

/** What one party has of addresses: one of IPv4, 64 bits of IPv6. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  if (!isIPv6(plain)) return plain;
  const [head = "", tail] = plain.toLowerCase().split("::");
  const [before, after] = [head, tail ?? ""].map((part) => part.split(":").filter((each) => each !== ""));
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - (before?.length ?? 0) - (after?.length ?? 0));
  const all = [...(before ?? []), ...Array.from({ length: zeros }, () => "0"), ...(after ?? [])];
  return `${all
    .slice(0, 4)
    .map((each) => each.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}
