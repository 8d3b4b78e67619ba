import { assert, integer, property, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { publicAddresses } from "./public-address.ts";

const isPublic = publicAddresses();

describe("publicAddresses", () => {
  it.each([
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.7",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:8.8.8.8",
    "::ffff:7f00:1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "100::1",
    "2001::1",
    "2001:2::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "2606:4700::1111%eth0",
    "fec0::1",
    "ff02::1",
    "",
    "localhost",
    "1.2.3",
    "8.8.8.8 ",
  ])("does not call %j public", (address) => {
    expect(isPublic(address)).toBe(false);
  });

  it.each([
    "1.1.1.1",
    "8.8.8.8",
    "100.63.255.255",
    "100.128.0.1",
    "172.15.0.1",
    "172.32.0.1",
    "2606:4700::1111",
    "2a00::1",
  ])("calls %s public", (address) => {
    expect(isPublic(address)).toBe(true);
  });

  it("calls no IPv6 address public that only wraps an IPv4 address, however that is written", () => {
    const byte = integer({ min: 0, max: 255 });
    assert(
      property(tuple(byte, byte, byte, byte), ([a, b, c, d]) => {
        const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
        for (const address of [
          `::ffff:${a}.${b}.${c}.${d}`,
          `::ffff:${hex}`,
          `0:0:0:0:0:ffff:${hex}`,
          `::${hex}`,
          `64:ff9b::${hex}`,
          `2002:${hex}::1`,
          `2001:0:${hex}::1`,
        ])
          expect([address, isPublic(address)]).toEqual([address, false]);
      }),
    );
  });

  it("closes the networks it is told beside them", () => {
    const mine = publicAddresses(["2a00:1234::/96", "8.8.0.0/16"]);
    expect(["2a00:1234::7f00:1", "8.8.8.8", "8.9.0.1"].map(mine)).toEqual([false, false, true]);
  });
});
