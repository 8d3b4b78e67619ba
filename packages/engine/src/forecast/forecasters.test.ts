import { describe, expect, it } from "vitest";
import { daily, sampled, type Sample } from "../testing/traffic.ts";
import type { Forecaster } from "./forecaster.ts";
import { holtWinters } from "./holt-winters.ts";
import { HORIZONS } from "./horizon.ts";
import { persistence } from "./persistence.ts";
import { seasonalNaive } from "./seasonal-naive.ts";

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) frozen(part);
    Object.freeze(value);
  }
  return value;
}

/** Feeds samples through frozen states, so that a mutation throws. */
function after<State>(forecaster: Forecaster<State>, samples: readonly Sample[], from = forecaster.start): State {
  let state = frozen(from);
  for (const [at, value] of samples) state = frozen(forecaster.observe(state, { at, value }));
  return state;
}

function contract<State>(forecaster: Forecaster<State>): void {
  const twoDays = sampled(2, 300, daily);

  describe(forecaster.name, () => {
    it("says nothing before the first bucket", () => {
      for (const horizon of HORIZONS) expect(forecaster.forecast(forecaster.start, horizon)).toBeNull();
    });

    it("forecasts a constant as itself", () => {
      const state = after(
        forecaster,
        sampled(2, 300, () => 42),
      );
      for (const horizon of HORIZONS) expect(forecaster.forecast(state, horizon)?.[0]).toBeCloseTo(42, 9);
    });

    it("says the same from a state that went through JSON, and goes on alike", () => {
      const state = after(forecaster, twoDays);
      const restored = JSON.parse(JSON.stringify(state)) as State;
      expect(restored).toStrictEqual(state);
      const more = sampled(3, 300, daily).slice(twoDays.length);
      expect(after(forecaster, more, restored)).toStrictEqual(after(forecaster, more, state));
    });

    it("mutates nothing when it learns or restarts", () => {
      const state = after(forecaster, twoDays);
      for (const horizon of HORIZONS) {
        const said = forecaster.forecast(state, horizon);
        if (said !== null) frozen(forecaster.learn(state, horizon, frozen(said), 50));
      }
      expect(() => forecaster.restart(state)).not.toThrow();
    });

    it("speaks again after a restart into an earlier hour", () => {
      const state = forecaster.restart(after(forecaster, twoDays));
      const earlier = twoDays.slice(300, 310);
      const said = forecaster.forecast(after(forecaster, earlier, state), HORIZONS[2]);
      expect(said?.[0]).toBeGreaterThan(0);
    });
  });
}

contract(persistence);
contract(seasonalNaive);
contract(holtWinters);

describe("seasonalNaive", () => {
  it("says what was a day before", () => {
    const state = after(seasonalNaive, sampled(1.5, 300, daily));
    const [said] = seasonalNaive.forecast(state, HORIZONS[3]) ?? [];
    expect(said).toBeCloseTo(daily(1.5 * 86_400 - 300 + 3600), 3);
  });
});

describe("holtWinters", () => {
  it("never says less than nothing of a signal that was never negative, and may of one that was", () => {
    const fall = (start: number) => sampled(0.1, 60, (second) => start - second / 4);
    for (const horizon of HORIZONS) {
      expect(holtWinters.forecast(after(holtWinters, fall(2150)), horizon)?.[0]).toBeGreaterThanOrEqual(0);
      expect(holtWinters.forecast(after(holtWinters, fall(0)), horizon)?.[0]).toBeLessThan(0);
    }
  });

  it("leans on the variants that erred least", () => {
    const state = after(holtWinters, sampled(0.2, 60, daily));
    const horizon = HORIZONS[1];
    const said = holtWinters.forecast(state, horizon);
    if (said === null) throw new RangeError("nothing was said");
    const [, quick = Number.NaN, slow = Number.NaN] = said as unknown as number[];
    let taught = state;
    for (let time = 0; time < 5; time += 1) taught = holtWinters.learn(taught, horizon, said, quick);
    expect(holtWinters.forecast(taught, horizon)?.[0]).toBe(quick);
    expect(quick).not.toBe(slow);
  });
});
