import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { Rollout } from "../controls.ts";
import { nextTurn } from "./blast-radius.ts";

const rollouts = fc
  .record({
    hosts: fc.integer({ min: 2, max: 60 }),
    perWindow: fc.integer({ min: 1, max: 20 }),
    windowMs: fc.constantFrom(1_000, 30_000),
    jitter: fc.constantFrom(0, 0.3, 0.9),
  })
  .map((rollout) => ({ ...rollout, place: 0 }));

const windowOf = (at: number, { windowMs }: Rollout): number => Math.floor(at / windowMs);

it("nextTurn never lets more than perWindow hosts of a fleet change in one window", () => {
  fc.assert(
    fc.property(rollouts, fc.integer({ min: 0, max: 10_000_000 }), (rollout, now) => {
      const window = windowOf(now, rollout);
      const places = Array.from({ length: rollout.hosts }, (_, place) => place);
      const inThisWindow = places.filter((place) => windowOf(nextTurn({ ...rollout, place }, now), rollout) === window);
      expect(inThisWindow.length).toBeLessThanOrEqual(rollout.perWindow);
    }),
  );
});

it("nextTurn gives every host a turn within one round, the same whenever it is asked before", () => {
  fc.assert(
    fc.property(rollouts, fc.integer({ min: 0, max: 10_000_000 }), fc.nat(59), (rollout, now, place) => {
      const host = { ...rollout, place: place % rollout.hosts };
      const turn = nextTurn(host, now);
      const round = Math.ceil(host.hosts / host.perWindow) * host.windowMs;
      expect(turn).toBeGreaterThanOrEqual(now);
      expect(turn).toBeLessThan(now + round + host.windowMs);
      expect(nextTurn(host, Math.floor((now + turn) / 2))).toBe(turn > now ? turn : Math.floor((now + turn) / 2));
    }),
  );
});

it("nextTurn spreads the hosts of one window and lets a fleet of one change at any time", () => {
  const rollout = { hosts: 50, perWindow: 50, windowMs: 30_000, jitter: 0.9 };
  const starts = Array.from({ length: 50 }, (_, place) => nextTurn({ ...rollout, place }, 0));
  expect(new Set(starts).size).toBeGreaterThan(45);
  expect(Math.max(...starts) - Math.min(...starts)).toBeGreaterThan(15_000);
  expect(nextTurn({ ...rollout, place: 0, hosts: 1 }, 77)).toBe(77);
});
