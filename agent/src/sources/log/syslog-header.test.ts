import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { syslogMessageStart } from "./syslog-header.ts";

const message = (text: string) => {
  const bytes = new Uint8Array(Buffer.from(text));
  return text.slice(syslogMessageStart(bytes, 0, bytes.length));
};

describe("syslogMessageStart", () => {
  it.each([
    ["RFC 3164", "<134>Oct 11 22:14:15 lb haproxy[123]: 21 0 21", "21 0 21"],
    ["RFC 3164 without a host", "<134>Oct  1 22:14:15 haproxy[123]: 21 0 21", "21 0 21"],
    ["nginx", "<190>Feb  6 12:14:14 web nginx: 10.0.0.1 - - [x] y", "10.0.0.1 - - [x] y"],
    ["RFC 3164 without a tag", "<134>Oct 11 22:14:15 21 0 21 200 be", "21 0 21 200 be"],
    ["RFC 5424", "<134>1 2026-02-06T12:14:14Z lb haproxy 123 - - 21 0 21", "21 0 21"],
    ["RFC 5424 with data", '<134>1 2026-02-06T12:14:14Z lb haproxy 123 ID [a b="c\\]d"][e f="g"] 21 0 21', "21 0 21"],
    ["no header", "21 0 21 200 be", "21 0 21 200 be"],
    ["no priority", "<x>hello", "<x>hello"],
  ])("syslogMessageStart finds the message behind %s", (_what, text, expected) => {
    expect(message(text)).toBe(expected);
  });

  it("syslogMessageStart never leaves the datagram", () => {
    const near = fc.string({ unit: fc.constantFrom("<", ">", "1", " ", "[", "]", ":", "-", "\\", "a") });
    fc.assert(
      fc.property(near, (text) => {
        const bytes = new Uint8Array(Buffer.from(`<1${text}`));
        const start = syslogMessageStart(bytes, 0, bytes.length);
        expect(start).toBeGreaterThanOrEqual(0);
        expect(start).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });
});
