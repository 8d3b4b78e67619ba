import { describe, expect, it } from "vitest";
import type { RecordedLoad } from "./recorded-load.ts";
import { heldBackFrom, recordedSeconds, stretchesIn } from "./windows.ts";

function loadOf(t: readonly number[], rate = 100): RecordedLoad {
  const flat = new Float64Array(t.length).fill(1);
  return {
    startsAt: 0,
    t: Float64Array.from(t),
    rate: flat.map(() => rate),
    p95: flat,
    used: flat,
    cores: flat,
    hits: flat,
  };
}
const everySecond = (seconds: number) => Array.from({ length: seconds }, (_, second) => second);

describe("recordedSeconds", () => {
  it("leaves silences out", () => {
    expect(recordedSeconds(loadOf([0, 1, 2, 100, 101]))).toBe(3);
  });
});

describe("heldBackFrom", () => {
  it("holds a third back of what is short, and the last day of what is long", () => {
    expect(heldBackFrom(loadOf(everySecond(3_001)))).toBe(2_000);
    const threeDays = Array.from({ length: 4_321 }, (_, minute) => minute * 60);
    expect(heldBackFrom(loadOf(threeDays))).toBe(2_880);
  });
});

describe("stretchesIn", () => {
  it("spreads stretches evenly and keeps within what may be simulated", () => {
    const load = loadOf(everySecond(4_000));
    const found = stretchesIn(load, { from: 1_000, to: 4_000 }, { count: 3, seconds: 300, requests: 1e9 });
    expect(found.map(({ from, to }) => [from, to])).toEqual([
      [1_000, 1_300],
      [2_350, 2_650],
      [3_699, 3_999],
    ]);
    const bounded = stretchesIn(load, { from: 0, to: 4_000 }, { count: 3, seconds: 300, requests: 30_000 });
    expect(bounded.every(({ from, to }) => to - from <= 100)).toBe(true);
  });

  it("never runs across a silence, and leaves out what is too short", () => {
    const load = loadOf([...everySecond(120), ...everySecond(400).map((second) => second + 1_000)]);
    const found = stretchesIn(load, { from: 0, to: 520 }, { count: 3, seconds: 300, requests: 1e9 });
    expect(found.map(({ from, to }) => [from, to])).toEqual([
      [0, 119],
      [120, 420],
      [219, 519],
    ]);
  });
});
