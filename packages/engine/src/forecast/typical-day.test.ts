import { describe, expect, it } from "vitest";
import { daily, noise, sampled, type Sample } from "../testing/traffic.ts";
import { noTypicalDay, observeDay, seasonAt, type TypicalDay } from "./typical-day.ts";

function dayOf(samples: readonly Sample[]): TypicalDay {
  let day = noTypicalDay;
  for (const [at, value] of samples) day = observeDay(day, { at, value });
  return day;
}

const MIDNIGHT = Date.UTC(2026, 10, 2);
const HOUR_MS = 3_600_000;

describe("seasonAt", () => {
  it("knows nothing before a day is over", () => {
    const season = seasonAt(dayOf(sampled(0.9, 300, daily)), MIDNIGHT + 12 * HOUR_MS);
    expect(season).toStrictEqual({ slot: null, hour: null, week: null });
  });

  it("comes close to a noisy day after three, the hour closer than the slot", () => {
    const shake = noise(1);
    const day = dayOf(sampled(3.1, 300, (second) => daily(second) + 20 * shake()));
    const off = { slot: 0, hour: 0 };
    for (let slot = 0; slot < 288; slot += 1) {
      const season = seasonAt(day, MIDNIGHT + slot * 300_000);
      off.slot += Math.abs((season.slot ?? Number.NaN) - daily(slot * 300)) / 288;
      off.hour += Math.abs((season.hour ?? Number.NaN) - daily(slot * 300)) / 288;
    }
    expect(off.slot).toBeLessThan(15);
    expect(off.hour).toBeLessThan(6);
  });

  it("learns what weekends are from the third week on", () => {
    const level = (second: number) => daily(second) * (Math.floor(second / 86_400) % 7 < 5 ? 1 : 0.5);
    const day = dayOf(sampled(28, 300, level));
    const noon = (days: number) => seasonAt(day, MIDNIGHT + (28 + days) * 24 * HOUR_MS + 6.5 * HOUR_MS);
    expect(noon(0).week).toBeGreaterThan(1.3 * (noon(6).week ?? Number.NaN));
    expect(noon(0).hour).toBe(noon(6).hour);
  });

  it("leaves out the part of the day that was never seen", () => {
    const awake = sampled(4, 300, daily).filter(([at]) => (at / HOUR_MS) % 24 >= 8);
    const day = dayOf(awake);
    expect(seasonAt(day, MIDNIGHT + 4 * HOUR_MS)).toStrictEqual({ slot: null, hour: null, week: null });
    expect(seasonAt(day, MIDNIGHT + 12 * HOUR_MS).slot).toBeCloseTo(daily(12 * 3600), 0);
  });
});
