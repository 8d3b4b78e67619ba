import { expect, test } from "vitest";
import { clientAddress, networkOf } from "./client-address.ts";
import { peerHeader } from "./peer-address.ts";

const asked = (peer: string, forwarded?: string): Headers =>
  new Headers({ [peerHeader]: peer, ...(forwarded === undefined ? {} : { "x-forwarded-for": forwarded }) });

test("clientAddress believes no header that the operator's own proxies did not write", () => {
  expect(clientAddress(asked("192.0.2.1", "198.51.100.7"), 0)).toBe("192.0.2.1");
  expect(clientAddress(asked("10.0.0.1", "1.2.3.4, 198.51.100.7"), 1)).toBe("198.51.100.7");
  expect(clientAddress(asked("10.0.0.1", "1.2.3.4, 198.51.100.7, 10.0.0.2"), 2)).toBe("198.51.100.7");
});

test("clientAddress is the socket's where a proxy said nothing", () => {
  expect(clientAddress(asked("10.0.0.1"), 1)).toBe("10.0.0.1");
  expect(clientAddress(asked("10.0.0.1", "198.51.100.7"), 2)).toBe("10.0.0.1");
  expect(clientAddress(new Headers(), 0)).toBe("");
});

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8:0001:2::1", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["nonsense", "nonsense"],
])("networkOf %s is %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
