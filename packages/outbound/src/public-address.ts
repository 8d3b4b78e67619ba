import { BlockList, isIP } from "node:net";

/** `[network, prefix length]` */
type Network = readonly [string, number];

// IANA's special-purpose registry, and what clouds answer metadata on beside it.
const closed4: readonly Network[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["168.63.129.16", 32],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.31.196.0", 24],
  ["192.52.193.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["192.175.48.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];

// Global unicast is 2000::/3 alone: loopback, unique local, link-local, multicast, IPv4-mapped and NAT64 all lie outside it.
const global6: Network = ["2000::", 3];
const closed6: readonly Network[] = [
  // Teredo, ORCHID, benchmarks and other assignments of protocols.
  ["2001::", 23],
  ["2001:db8::", 32],
  // 6to4 carries an IPv4 address that nobody looked at.
  ["2002::", 16],
  ["2620:4f:8000::", 48],
  ["3fff::", 20],
];

/** Networks beside the special ones that requests may not go to, as `network/length`; a NAT64 prefix of one's own, say. */
export type ClosedNetworks = readonly string[];

/** Tells public addresses from all others. Only what `isIP` calls an address is one. */
export function publicAddresses(alsoClosed: ClosedNetworks = []): (address: string) => boolean {
  const closed = new BlockList();
  for (const [network, length] of closed4) closed.addSubnet(network, length, "ipv4");
  for (const [network, length] of closed6) closed.addSubnet(network, length, "ipv6");
  for (const text of alsoClosed) {
    const [network = "", length = ""] = text.split("/");
    closed.addSubnet(network, Number(length), isIP(network) === 6 ? "ipv6" : "ipv4");
  }
  const global = new BlockList();
  global.addSubnet(...global6, "ipv6");
  return (address) => {
    const family = isIP(address);
    if (family === 4) return !closed.check(address, "ipv4");
    // A zone names an interface of this machine.
    return family === 6 && !address.includes("%") && global.check(address, "ipv6") && !closed.check(address, "ipv6");
  };
}

/** 127.0.0.0/8 and ::1. */
export function isLoopback(address: string): boolean {
  return isIP(address) === 4 ? address.startsWith("127.") : address === "::1";
}
