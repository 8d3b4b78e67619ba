import { isIP } from "node:net";
import { OutboundError } from "./outbound-error.ts";
import { isLoopback, publicAddresses } from "./public-address.ts";
import type { ClosedNetworks } from "./public-address.ts";

/** Where requests may go. */
export type OutboundRules = {
  /** Lets plain HTTP and any port reach this machine's own loopback, and nothing else; for a hub in local mode alone. */
  readonly allowLoopback: boolean;
  readonly ports?: readonly number[];
  readonly alsoClosed?: ClosedNetworks;
};

/** An address that may be asked, as far as its spelling tells. */
export type Target = {
  readonly url: URL;
  /** Without the brackets of IPv6. */
  readonly hostname: string;
  readonly port: number;
  /** True when it may be reached on this machine only. */
  readonly loopbackOnly: boolean;
};

const usualPorts = [443, 8443] as const;
const longestUrl = 2_048;

/**
 * Takes an address apart and refuses what its spelling tells already: other schemes, credentials, ports, addresses that are not
 * public however they are written (the URL parser has turned decimal, octal and hexadecimal ones into the usual form).
 */
export function parseTarget(rules: OutboundRules, address: string): Target {
  const url = address.length <= longestUrl ? URL.parse(address) : null;
  if (url === null || url.hostname === "") throw new OutboundError("url-malformed");
  const plain = url.protocol === "http:" && rules.allowLoopback;
  if (url.protocol !== "https:" && !plain) throw new OutboundError("scheme-refused");
  if (url.username !== "" || url.password !== "") throw new OutboundError("credentials-refused");
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  const port = url.port === "" ? (plain ? 80 : 443) : Number(url.port);
  const usual = (rules.ports ?? usualPorts).includes(port);
  if (!usual && !rules.allowLoopback) throw new OutboundError("port-refused");
  const target = { url, hostname, port, loopbackOnly: plain || !usual };
  if (isIP(hostname) !== 0) requireAllowed(rules, target, hostname);
  return target;
}

/** Refuses an address that the target may not be reached at: `address-refused`. */
export function requireAllowed(rules: OutboundRules, { loopbackOnly }: Target, address: string): void {
  if (rules.allowLoopback && isLoopback(address)) return;
  if (!loopbackOnly && publicAddresses(rules.alsoClosed)(address)) return;
  throw new OutboundError("address-refused");
}
