import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { handoverDelayMs, leaseAllowsInstall, leaseState } from "./lease-state.ts";

const lease = { issued_at: 1_000_000, expires_at: 2_000_000, offline_grace_s: 100 };

describe("leaseState", () => {
  it.each([
    [1_000_000, "valid"],
    [1_749_999, "valid"],
    [1_750_000, "warning"],
    [1_999_999, "warning"],
    [2_000_000, "grace"],
    [2_099_999, "grace"],
    [2_100_000, "lapsed"],
  ])("leaseState at %i is %s", (now, state) => {
    expect(leaseState(lease, now)).toBe(state);
  });

  it("leaseState only ever goes one way as time passes, and a host's own turn only comes later", () => {
    const order = ["valid", "warning", "grace", "lapsed"];
    fc.assert(
      fc.property(fc.nat(4_000_000), fc.nat(1_000_000), fc.nat(1_000_000), (now, later, delay) => {
        const at = (when: number, wait = 0): number => order.indexOf(leaseState(lease, when, wait));
        expect(at(now)).toBeLessThanOrEqual(at(now + later));
        expect(at(now, delay)).toBeLessThanOrEqual(at(now));
      }),
    );
  });

  it("leaseAllowsInstall until the end, give or take a clock", () => {
    const codes = [1_000_000, 1_999_999, 2_000_000, 2_100_000].map((now) => leaseAllowsInstall(lease, now)?.code);
    expect(codes).toEqual([undefined, undefined, "lease-expired", "lease-lapsed"]);
    expect(leaseAllowsInstall(lease, 800_000)).toBeUndefined();
    expect(leaseAllowsInstall(lease, 600_000)?.code).toBe("lease-not-yet");
  });
});

describe("handoverDelayMs", () => {
  it("handoverDelayMs spreads a fleet over the window, the same host always at the same place", () => {
    const delays = Array.from({ length: 1000 }, (_, host) => handoverDelayMs(`host-${host}`, 900_000));
    expect(handoverDelayMs("host-1", 900_000)).toBe(delays[1]);
    const quarters = [0, 1, 2, 3].map((part) => delays.filter((delay) => Math.floor(delay / 225_000) === part).length);
    for (const hosts of quarters) expect(hosts).toBeGreaterThan(200);
  });
});
