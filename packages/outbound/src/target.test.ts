import { assert, constantFrom, integer, property, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { OutboundError } from "./outbound-error.ts";
import { parseTarget } from "./target.ts";
import type { OutboundRules } from "./target.ts";

const strict: OutboundRules = { allowLoopback: false };

function refusal(rules: OutboundRules, url: string): string {
  try {
    parseTarget(rules, url);
    return "allowed";
  } catch (error) {
    return error instanceof OutboundError ? error.code : String(error);
  }
}

describe("parseTarget", () => {
  it.each([
    ["https://hooks.example/a?b=c", "allowed"],
    ["https://hooks.example:8443/", "allowed"],
    ["https://1.1.1.1/", "allowed"],
    ["http://hooks.example/", "scheme-refused"],
    ["ftp://hooks.example/", "scheme-refused"],
    ["file:///etc/passwd", "url-malformed"],
    ["gopher://hooks.example/", "scheme-refused"],
    ["javascript:alert(1)", "url-malformed"],
    ["hooks.example", "url-malformed"],
    ["", "url-malformed"],
    [`https://hooks.example/${"a".repeat(2_100)}`, "url-malformed"],
    ["https://user:secret@hooks.example/", "credentials-refused"],
    ["https://hooks.example@127.0.0.1/", "credentials-refused"],
    ["https://hooks.example:22/", "port-refused"],
    ["https://hooks.example:6379/", "port-refused"],
    ["https://127.0.0.1/", "address-refused"],
    ["https://127.1/", "address-refused"],
    ["https://2130706433/", "address-refused"],
    ["https://0x7f000001/", "address-refused"],
    ["https://0x7f.0.0.0x1/", "address-refused"],
    ["https://017700000001/", "address-refused"],
    ["https://0177.0.0.01/", "address-refused"],
    ["https://127.0.0.1./", "address-refused"],
    ["https://１２７.0.0.1/", "address-refused"],
    ["https://①②⑦.0.0.1/", "address-refused"],
    ["https://127。0。0。1/", "address-refused"],
    ["https://%31%32%37.0.0.1/", "address-refused"],
    ["https://0/", "address-refused"],
    ["https://[::1]/", "address-refused"],
    ["https://[0:0:0:0:0:0:0:1]/", "address-refused"],
    ["https://[::ffff:127.0.0.1]/", "address-refused"],
    ["https://[::ffff:a9fe:a9fe]/", "address-refused"],
    ["https://[fe80::1%25eth0]/", "url-malformed"],
    ["https://[64:ff9b::127.0.0.1]/", "address-refused"],
    ["https://169.254.169.254/latest/meta-data/", "address-refused"],
    ["https://256.256.256.256/", "url-malformed"],
  ])("of %s says %s", (url, outcome) => {
    expect(refusal(strict, url)).toBe(outcome);
  });

  it("refuses private addresses in whatever base their parts are written", () => {
    const spelled = constantFrom(
      (part: number) => String(part),
      (part: number) => `0x${part.toString(16)}`,
      (part: number) => `0${part.toString(8)}`,
      (part: number) => `0X${part.toString(16).toUpperCase().padStart(4, "0")}`,
    );
    const byte = integer({ min: 0, max: 255 });
    const first = constantFrom([10, null], [127, null], [169, 254], [192, 168], [172, 16], [172, 31], [100, 64]);
    const address = tuple(first, byte, byte, byte).map(([[a, fixed], b, c, d]) => [a, fixed ?? b, c, d] as const);
    assert(
      property(address, tuple(spelled, spelled, spelled, spelled), integer({ min: 1, max: 4 }), (bytes, as, count) => {
        // The last of fewer parts holds the rest.
        const [a, b, c, d] = bytes;
        const rest = [((a * 256 + b) * 256 + c) * 256 + d, (b * 256 + c) * 256 + d, c * 256 + d, d][count - 1] ?? 0;
        const parts = [...[a, b, c].slice(0, count - 1), rest];
        const host = parts.map((part, place) => (as[place] ?? String)(part)).join(".");
        expect([host, refusal(strict, `https://${host}/`)]).toEqual([host, "address-refused"]);
      }),
    );
  });

  it("of a hub in local mode lets plain HTTP and other ports reach loopback alone", () => {
    const local: OutboundRules = { allowLoopback: true };
    expect(refusal(local, "http://127.0.0.1:4000/")).toBe("allowed");
    expect(refusal(local, "http://[::1]:4000/")).toBe("allowed");
    expect(refusal(local, "http://10.0.0.1:4000/")).toBe("address-refused");
    expect(refusal(local, "http://1.1.1.1/")).toBe("address-refused");
    expect(refusal(local, "https://1.1.1.1:9000/")).toBe("address-refused");
    expect(refusal(local, "https://1.1.1.1/")).toBe("allowed");
    expect(refusal(local, "https://[fd00::1]/")).toBe("address-refused");
  });
});
