import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as proc from "./parse-proc.ts";

const STAT = "cpu  100 5 45 800 50 0 10 0 7 0\ncpu0 50 2 22 400 25 0 5 0 3 0\ncpu1 50 3 23 400 25 0 5 0 4 0\nintr 9\n";
const DEV = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo: 9999 1 0 0 0 0 0 0 9999 1 0 0 0 0 0 0
  eth0: 1000 8 0 0 0 0 0 0 2000 9 0 0 0 0 0 0
wlan0:5 1 0 0 0 0 0 0 7 1 0 0 0 0 0 0
`;

describe("parse-proc", () => {
  it("parseCpuTimes counts waiting for disks as idle and a guest's time once", () => {
    expect(proc.parseCpuTimes(STAT)).toEqual({ total: 1010, idle: 850 });
    expect(proc.parseCpuCount(STAT)).toBe(2);
  });

  it("parseMemoryUse, parseLoad and parsePressure read what the kernel writes", () => {
    expect(proc.parseMemoryUse("MemTotal:       1000 kB\nMemFree:  100 kB\nMemAvailable:    250 kB\n")).toBe(0.75);
    expect(proc.parseLoad("1.50 0.80 0.70 2/345 6789\n")).toBe(1.5);
    expect(proc.parsePressure("some avg10=12.50 avg60=1.00 avg300=0.10 total=1\nfull avg10=0.00 x\n")).toBe(0.125);
  });

  it("parseNetworkBytes leaves loopback out", () => {
    expect(proc.parseNetworkBytes(DEV)).toEqual({ received: 1005, sent: 2007 });
  });

  it("parse-proc gives null for anything else, and never throws", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const parse of [
          proc.parseCpuTimes,
          proc.parseMemoryUse,
          proc.parseLoad,
          proc.parsePressure,
          proc.parseNetworkBytes,
        ])
          expect([null, "object", "number"]).toContain(parse(text) === null ? null : typeof parse(text));
      }),
    );
    expect([proc.parseCpuTimes(""), proc.parseMemoryUse("MemTotal: 1 kB"), proc.parsePressure("")]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
