import { assert, double, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { gaussian, randomFromSeed, type Random } from "../../training/random.ts";
import type { Adaptation, VariationBounds } from "./variation-genes.ts";
import {
  abandon,
  bestVariation,
  isExhausted,
  propose,
  tell,
  type Variation,
  variationSearch,
  type VariationState,
  variationStateFrom,
} from "./variation-search.ts";

const control: Adaptation = {
  adjustment_factor: 1,
  risk_tolerance: 0.3,
  deadband: 0.05,
  cooldown_s: { grow: 5, shrink: 30 },
};
const bounds: VariationBounds = {
  adjustment_factor: { min: 0.5, max: 8 },
  risk_tolerance: { min: 0.2, max: 0.9 },
  "cooldown_s.shrink": { min: 5, max: 60 },
};
const request = { control, bounds, minimumEffect: 0.02, seed: 3 };

/** A hill: bolder is better up to a point, a short cooldown too; the control gains nothing. */
const gainOf = ({ adjustment_factor, risk_tolerance, cooldown_s }: Adaptation): number => {
  const height = (factor: number, risk: number, cooldown: number) =>
    0.25 - 0.06 * Math.log(factor / 4) ** 2 - 0.3 * (risk - 0.7) ** 2 - 0.00008 * (cooldown - 12) ** 2;
  return height(adjustment_factor, risk_tolerance, cooldown_s.shrink) - height(1, 0.3, 30);
};

const measured =
  (random: Random, noise: number, gain: (settings: Adaptation) => number) =>
  ({ id, settings }: Variation) => ({
    id,
    effect: gain(settings) + noise * gaussian(random),
    standardError: noise,
  });

function searched(noise: number, generations: number, gain = gainOf): VariationState {
  const random = randomFromSeed(11);
  let state = variationSearch(request);
  for (let generation = 0; generation < generations && !isExhausted(state); generation += 1) {
    const proposed = propose(state, 5);
    state = tell(proposed.state, proposed.variations.map(measured(random, noise, gain)));
  }
  return state;
}

describe("variationSearch", () => {
  it("finds settings that are nearly as good as there are, through noise of half the best gain", () => {
    const best = bestVariation(searched(0.08, 12));
    expect(gainOf(best?.settings ?? control)).toBeGreaterThan(
      0.75 * gainOf({ ...control, adjustment_factor: 4, risk_tolerance: 0.7, cooldown_s: { grow: 5, shrink: 12 } }),
    );
  });

  it("stops where nothing is left to gain, and does not call noise a gain", () => {
    const state = searched(0.01, 30, () => 0);
    expect(isExhausted(state)).toBe(true);
    expect(state.generation).toBeLessThan(6);
    expect(bestVariation(state)?.believed.mean ?? 0).toBeLessThan(0.01);
  });

  it("goes on while there is something to gain, and ends of itself", () => {
    const state = searched(0.02, 40);
    expect(isExhausted(state)).toBe(true);
    expect(state.generation).toBeGreaterThan(2);
  });

  it("measures its best again while it is uncertain, and shrinks what was measured badly", () => {
    const proposed = propose(variationSearch(request), 3);
    const [first] = proposed.variations;
    const told = tell(
      proposed.state,
      proposed.variations.map(({ id }) => ({ id, effect: id === first?.id ? 0.2 : -0.1, standardError: 0.1 })),
    );
    expect(bestVariation(told)?.believed.mean).toBeLessThan(0.15);
    const next = propose(told, 3);
    expect(next.variations.map(({ id }) => id)).toContain(first?.id);
    expect(next.variations).toHaveLength(3);
  });

  it("is the same after it was written as JSON and read at any moment", () => {
    const random = () => randomFromSeed(5);
    let [whole, broken] = [variationSearch(request), variationSearch(request)];
    const [a, b] = [random(), random()];
    for (let generation = 0; generation < 4; generation += 1) {
      const proposed = propose(whole, 4);
      whole = tell(proposed.state, proposed.variations.map(measured(a, 0.05, gainOf)));
      // Proposed, then the worker died: the same again.
      broken = variationStateFrom(JSON.parse(JSON.stringify(propose(broken, 4).state)));
      const again = propose(broken, 4);
      expect(again.variations).toEqual(proposed.variations);
      const results = again.variations.map(measured(b, 0.05, gainOf));
      broken = tell(
        variationStateFrom(JSON.parse(JSON.stringify(tell(again.state, results.slice(0, 2))))),
        results.slice(2),
      );
    }
    expect(broken).toEqual(JSON.parse(JSON.stringify(whole)));
  });

  it("never leaves the tenant's bounds, and leaves alone what they do not name", () => {
    assert(
      property(integer(), double({ min: 0.1, max: 0.5, noNaN: true }), (seed, least) => {
        const narrow = { risk_tolerance: { min: least, max: least + 0.2 } };
        let state = variationSearch({ ...request, bounds: narrow, seed });
        for (let generation = 0; generation < 3; generation += 1) {
          const proposed = propose(state, 3);
          for (const { settings } of proposed.variations) {
            expect(settings.risk_tolerance).toBeGreaterThanOrEqual(least - 1e-9);
            expect(settings.risk_tolerance).toBeLessThanOrEqual(least + 0.2 + 1e-9);
            expect({ ...settings, risk_tolerance: 0 }).toEqual({ ...control, risk_tolerance: 0 });
          }
          state = tell(
            proposed.state,
            proposed.variations.map(({ id }) => ({ id, effect: 0.01, standardError: 0.02 })),
          );
        }
      }),
      { numRuns: 20 },
    );
  });

  it("goes on without a variation whose experiment was stopped", () => {
    const proposed = propose(variationSearch(request), 2);
    const [first, second] = proposed.variations.map(({ id }) => id);
    const told = tell(abandon(proposed.state, [first!]), [{ id: second!, effect: 0.1, standardError: 0.02 }]);
    expect(told.pending).toEqual([]);
    expect(bestVariation(told)?.id).toBe(second);
  });

  it.each<[string, () => unknown]>([
    ["bounds without anything in them", () => variationSearch({ ...request, bounds: {} })],
    [
      "bounds outside what may be",
      () => variationSearch({ ...request, bounds: { risk_tolerance: { min: 2, max: 3 } } }),
    ],
    ["no minimum effect", () => variationSearch({ ...request, minimumEffect: 0 })],
    ["a result nobody asked for", () => tell(variationSearch(request), [{ id: "g1-1", effect: 0, standardError: 1 }])],
    [
      "an effect that is no number",
      () => tell(propose(variationSearch(request), 1).state, [{ id: "g1-1", effect: Number.NaN, standardError: 1 }]),
    ],
    [
      "an effect known for certain",
      () => tell(propose(variationSearch(request), 1).state, [{ id: "g1-1", effect: 0.1, standardError: 0 }]),
    ],
    ["another JSON", () => variationStateFrom({ kind: "something" })],
  ])("refuses %s", (_, act) => {
    expect(act).toThrow(expect.objectContaining({ code: "variation-invalid" }) as Error);
  });
});
