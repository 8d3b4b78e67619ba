import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultPace, waveDelays } from "./waves.ts";

const hosts = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 200 });
const pace = fc.record({
  kind: fc.constant("waves" as const),
  waves: fc.integer({ min: 1, max: 100 }),
  windowMs: fc.integer({ min: 0, max: 86_400_000 }),
});

describe("waveDelays", () => {
  it("gives every host one delay within the window, and the first wave none", () => {
    fc.assert(
      fc.property(pace, fc.uuid(), hosts, (chosen, revocation, hostIds) => {
        const delays = waveDelays(chosen, revocation, hostIds);
        expect([...delays.keys()].toSorted()).toEqual(hostIds.toSorted());
        const all = [...delays.values()];
        expect(Math.min(...all)).toBe(0);
        expect(Math.max(...all)).toBeLessThan(Math.max(1, chosen.windowMs));
        expect(all.every((delay) => Number.isInteger(delay) && delay >= 0)).toBe(true);
      }),
    );
  });

  it("makes waves as even as can be", () => {
    fc.assert(
      fc.property(hosts, fc.integer({ min: 1, max: 20 }), (hostIds, waves) => {
        const delays = waveDelays({ kind: "waves", waves, windowMs: 1000 * waves }, "r", hostIds);
        const sizes = Array.from(
          { length: waves },
          (_, wave) => [...delays.values()].filter((d) => d === 1000 * wave).length,
        );
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(hostIds.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("is the same whoever asks, in whatever order the hosts come, and another for another revocation", () => {
    fc.assert(
      fc.property(hosts, (hostIds) => {
        const asked = waveDelays(defaultPace, "r", hostIds);
        expect(new Map(waveDelays(defaultPace, "r", hostIds.toReversed()))).toEqual(asked);
      }),
    );
    const many = Array.from({ length: 50 }, (_, index) => `host-${index}`);
    const first = (revocation: string) =>
      [...waveDelays(defaultPace, revocation, many)].filter(([, delay]) => delay === 0).map(([id]) => id);
    expect(first("a")).toHaveLength(10);
    expect(first("a")).not.toEqual(first("b"));
  });

  it("moves a host by one wave at most when another one joins", () => {
    fc.assert(
      fc.property(hosts, fc.uuid(), (hostIds, joins) => {
        const waves = 5;
        const step = 1000;
        const before = waveDelays({ kind: "waves", waves, windowMs: step * waves }, "r", hostIds);
        const after = waveDelays({ kind: "waves", waves, windowMs: step * waves }, "r", [...hostIds, joins]);
        if (hostIds.length < waves) return;
        for (const [id, delay] of before) expect(Math.abs((after.get(id) ?? 0) - delay)).toBeLessThanOrEqual(step);
      }),
    );
  });

  it("lets all go at once where the tenant says so", () => {
    expect([...waveDelays({ kind: "at-once" }, "r", ["a", "b"]).values()]).toEqual([0, 0]);
  });
});
