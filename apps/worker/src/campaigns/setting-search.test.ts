import { VARIABLE_SETTINGS, campaignCharterSchema } from "@fleet-persona/experiments";
import type { VariableSetting } from "@fleet-persona/experiments";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { settingSearch } from "./setting-search.ts";

const metric = {
  name: "p95",
  title: "p95",
  unit: "ms",
  better: "lower",
  measure: { kind: "mean", signal: "latency_p95" },
};

function charterOf(settings: readonly { name: VariableSetting; low: number; high: number }[]) {
  return campaignCharterSchema.parse({
    name: "Search",
    settings,
    versionsOf: [],
    budget: { percent: 50, hours: 10, experiments: 50 },
    endsAt: 2_000_000_000_000,
    template: {
      design: { kind: "hosts" },
      metrics: [metric],
      goal: "p95",
      guardrails: [],
      minimumEffect: 0.02,
      minS: 60,
      maxS: 120,
    },
  });
}

const names = Object.keys(VARIABLE_SETTINGS) as VariableSetting[];
const bounds = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 5 }).chain((chosen) =>
  fc.tuple(
    ...chosen.map((name) => {
      const { low, high } = VARIABLE_SETTINGS[name];
      const within = fc.double({ min: 0.05, max: 0.45, noNaN: true });
      return fc
        .tuple(within, within)
        .map(([a, b]) => ({ name, low: low + a * (high - low), high: high - b * (high - low) }));
    }),
  ),
);

describe("settingSearch", () => {
  it("proposes within the bounds of whatever settings vary, and goes on from its state as JSON", () => {
    fc.assert(
      fc.property(bounds, fc.integer({ min: 0, max: 2 ** 31 }), (settings, seed) => {
        const search = settingSearch(charterOf(settings), seed);
        let state: unknown = null;
        for (let round = 0; round < 3; round += 1) {
          const proposed = search.propose(state, 2, {});
          for (const { values } of proposed.proposals)
            for (const { name, low, high } of settings) {
              const value = values[name] ?? Number.NaN;
              expect(value).toBeGreaterThanOrEqual(low - 1e-9 * Math.abs(high));
              expect(value).toBeLessThanOrEqual(high + 1e-9 * Math.abs(high));
            }
          const told = proposed.proposals.map(({ key }, index) => ({
            key,
            gain: index === 0 ? 0.05 : null,
            error: 0.02,
          }));
          state = JSON.parse(JSON.stringify(search.tell(proposed.state, told)));
        }
      }),
      { numRuns: 25 },
    );
  });

  it("finds a better setting by measured effects, and says when nothing is left to gain", () => {
    const search = settingSearch(charterOf([{ name: "confidence_floor", low: 0, high: 0.9 }]), 4);
    let state: unknown = null;
    let best = -1;
    let [rounds, found] = [0, 0];
    for (; rounds < 40 && !search.isExhausted(state); rounds += 1) {
      const proposed = search.propose(state, 2, { confidence_floor: 0.1 });
      const results = proposed.proposals.map(({ key, values }) => {
        const at = values["confidence_floor"] ?? 0;
        const gain = 0.2 - 0.8 * (at - 0.6) ** 2;
        if (gain > best) [best, found] = [gain, at];
        return { key, gain, error: 0.01 };
      });
      state = search.tell(proposed.state, results);
    }
    expect(rounds).toBeLessThan(40);
    expect(Math.abs(found - 0.6)).toBeLessThan(0.15);
  });
});
