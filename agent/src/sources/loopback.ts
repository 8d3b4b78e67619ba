import { isIPv4 } from "node:net";

/** Whether an address cannot be reached from outside this machine. A name is not an address: it may come to mean another. */
export function isLoopback(address: string): boolean {
  return address === "::1" || (isIPv4(address) && address.startsWith("127."));
}
