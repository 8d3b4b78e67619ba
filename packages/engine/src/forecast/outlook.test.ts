import { array, assert, constant, double, integer, nat, oneof, property, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { daily, noise, sampled, type Sample } from "../testing/traffic.ts";
import { HORIZONS, type HorizonName } from "./horizon.ts";
import { observeOutlook, type Outlook } from "./outlook.ts";

/** Feeds samples, and hears what is said after each. */
function heard(samples: readonly Sample[], hear: (outlook: Outlook, index: number) => void = () => undefined): Outlook {
  let outlook: Outlook | null = null;
  for (const [index, [at, value]] of samples.entries()) {
    outlook = observeOutlook(outlook, value, at, () => value);
    hear(outlook, index);
  }
  if (outlook === null) throw new RangeError("no samples");
  return outlook;
}

/** From day `from` on: the error over persistence's, and the share of true values within 1.28 deviations. */
function fares(samples: readonly Sample[], name: HorizonName, from = 0): { ratio: number; covered: number } {
  const horizon = HORIZONS.find((each) => each.name === name) ?? HORIZONS[0];
  const [first = [0, 0], second = [0, 0]] = samples;
  const ahead = (horizon.seconds * 1000) / (second[0] - first[0]);
  const sums = { ours: 0, persistence: 0, covered: 0, count: 0 };
  heard(samples, (outlook, index) => {
    const truth = samples[index + ahead]?.[1];
    const [at, value] = samples[index] ?? [0, 0];
    const said = outlook.forecasts[horizon.index];
    if (truth === undefined || said === undefined || at - first[0] < from * 86_400_000) return;
    sums.ours += Math.abs(said.value - truth);
    sums.persistence += Math.abs(value - truth);
    sums.covered += Math.abs(said.value - truth) <= 1.2816 * said.standardDeviation ? 1 : 0;
    sums.count += 1;
  });
  return { ratio: sums.ours / sums.persistence, covered: sums.covered / sums.count };
}

const shake = noise(7);
const noisyDays = sampled(4, 300, (second) => daily(second) + 8 * shake());

/** A level that wanders back to 100 with a memory of half an hour, minute by minute. */
function wandering(seed: number): Sample[] {
  const shaken = noise(seed);
  let away = 0;
  return sampled(3, 60, () => (away = away * Math.exp(-1 / 30) + 5 * shaken()) + 100);
}

describe("observeOutlook", () => {
  it("starts with persistence", () => {
    const outlook = heard(sampled(0.002, 60, (second) => second));
    expect(outlook.forecasts.map(({ value }) => value)).toStrictEqual([120, 120, 120, 120]);
  });

  it("forecasts a constant, and constant zero, as itself without doubt", () => {
    for (const steady of [42, 0])
      for (const forecast of heard(sampled(2, 300, () => steady)).forecasts)
        expect(forecast).toStrictEqual({ value: steady, standardDeviation: 0 });
  });

  it.each<[HorizonName, number]>([
    ["15m", 0.85],
    ["1h", 0.65],
  ])("beats persistence %s ahead once two days taught the season", (name, target) => {
    expect(fares(noisyDays, name, 2).ratio).toBeLessThan(target);
  });

  it("errs hardly more than persistence on a random walk, which nothing beats", () => {
    const shaken = noise(3);
    let place = 1000;
    const walk = sampled(4, 300, () => (place += shaken()));
    expect(fares(walk, "15m").ratio).toBeLessThan(1.03);
    expect(fares(walk, "1h").ratio).toBeLessThan(1.05);
  });

  it.each<[string, (before: number, shaken: () => number) => number]>([
    ["a sawtooth", (before) => (before >= 96 ? 0 : before + 1)],
    ["a counter that is reset", (before, shaken) => (shaken() > 2.8 ? 0 : before + 5 + Math.abs(shaken()))],
    ["what switches on and off", (before, shaken) => (Math.abs(shaken()) > 2.3 ? 520 - before : before)],
    ["steps", (before, shaken) => (Math.abs(shaken()) > 2.6 ? 150 + 30 * shaken() : before)],
    ["a walk by factors", (before, shaken) => (before + 1) * Math.exp(0.05 * shaken())],
  ])("errs at most a few percent more than persistence on %s", (_, rule) => {
    const shaken = noise(17);
    let value = 20;
    const samples = sampled(8, 300, () => (value = rule(value, shaken)));
    for (const name of ["5m", "15m", "1h"] as const) expect(fares(samples, name).ratio).toBeLessThan(1.06);
  });

  it("lets seasonal naive or Holt-Winters speak of a season, and Holt-Winters of noise", () => {
    expect(heard(noisyDays).checks[3]?.contest.speaker).not.toBe("persistence");
    const shaken = noise(5);
    expect(heard(sampled(1, 60, () => 100 + 10 * shaken())).checks[2]?.contest.speaker).toBe("holt-winters");
  });

  it.each<[string, readonly Sample[], HorizonName]>([
    ["a wandering level", wandering(1), "5m"],
    ["a wandering level", wandering(2), "15m"],
    ["a noisy season", noisyDays, "15m"],
    ["a noisy season", noisyDays, "1h"],
  ])("covers about four fifths of %s with 1.28 deviations (%#)", (_, samples, name) => {
    const { covered } = fares(samples, name, 1);
    expect(covered).toBeGreaterThan(0.7);
    expect(covered).toBeLessThan(0.9);
  });

  it("says nearly the same of a signal whose samples come irregularly", () => {
    const chance = noise(9);
    const regular = sampled(2.3, 60, daily);
    const irregular = regular
      .filter((_, index) => index % 60 === 0 || chance() > -0.5)
      .map(([at]): Sample => {
        const moved = at + Math.round(10_000 * Math.max(-1, Math.min(1, chance())));
        return [moved, daily((moved - (regular[0]?.[0] ?? 0)) / 1000)];
      });
    const [one, other] = [heard(regular).forecasts, heard(irregular).forecasts];
    for (const horizon of HORIZONS)
      expect(Math.abs((one[horizon.index]?.value ?? 0) - (other[horizon.index]?.value ?? 0))).toBeLessThan(5);
  });

  it("finds back after a night without data and after a deploy that doubled the level", () => {
    const midnight = noisyDays[0]?.[0] ?? 0;
    const night = (at: number) => at - midnight > 2.2 * 86_400_000 && at - midnight < 2.6 * 86_400_000;
    const shaken = noise(11);
    const deployed = sampled(4, 300, (second) => (second > 2.5 * 86_400 ? 200 : 100) + 5 * shaken());
    expect(fares(deployed, "15m", 2.4).ratio).toBeLessThan(1);
    const gone = heard(noisyDays.filter(([at]) => !night(at)));
    expect(Math.abs((gone.forecasts[2]?.value ?? 0) - daily(900))).toBeLessThan(20);
  });

  it("ignores samples that come late or twice, and goes on when the clock was set back", () => {
    const outlook = heard(noisyDays);
    expect(observeOutlook(outlook, 7, outlook.at, () => 7)).toBe(outlook);
    expect(observeOutlook(outlook, 7, outlook.at - 30_000, () => 7)).toBe(outlook);
    const back = observeOutlook(outlook, 90, outlook.at - 3_600_000, () => 90);
    expect(back.at).toBe(outlook.at - 3_600_000);
    expect(back.forecasts.every(({ value }) => Number.isFinite(value))).toBe(true);
    expect(back.ensemble.holtWinters.day.slots).toStrictEqual(outlook.ensemble.holtWinters.day.slots);
  });

  it("stays below twenty kilobytes with a week learnt and everything on its way to being checked", () => {
    const shaken = noise(13);
    const week = sampled(8, 300, (second) => 1e6 * (daily(second) + 10 * shaken()));
    const end = (week.at(-1)?.[0] ?? 0) + 10_000;
    const dense = sampled(0.1, 10, () => 1e6 * (100 + 10 * shaken()));
    const first = dense[0]?.[0] ?? 0;
    const outlook = heard([...week, ...dense.map(([at, value]): Sample => [at - first + end, value])]);
    expect(outlook.checks.map(({ kept }) => kept.length)).toStrictEqual([6, 10, 15, 12]);
    expect(JSON.stringify(outlook).length).toBeLessThan(20_000);
  });

  it("stays finite, plain, and free of negatives that were never seen, whatever comes", () => {
    const value = oneof(constant(0), double({ min: 0, max: 3e38, noNaN: true }), nat(100));
    const gap = oneof(constant(1000), constant(60_000), integer({ min: -1e8, max: 1e8 }));
    assert(
      property(array(tuple(gap, value), { minLength: 1, maxLength: 60 }), (steps) => {
        let at = Date.UTC(2026, 10, 2);
        const samples = steps.map(([step, each]): Sample => [(at += step), each]);
        const outlook = heard(samples, ({ forecasts }) => {
          for (const { value: said, standardDeviation } of forecasts)
            expect(Number.isFinite(said) && said >= 0 && Number.isFinite(standardDeviation)).toBe(true);
        });
        expect(JSON.parse(JSON.stringify(outlook))).toStrictEqual(outlook);
        expect(heard(samples)).toStrictEqual(outlook);
      }),
      { numRuns: 100 },
    );
  });
});
