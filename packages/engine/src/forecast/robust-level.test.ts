import { describe, expect, it } from "vitest";
import { noise } from "../testing/traffic.ts";
import { levelAhead, observeLevel, type RobustLevel } from "./robust-level.ts";

const MEMORY_S = 300;

function levelOf(values: readonly number[], seconds = 60): RobustLevel {
  let level: RobustLevel | null = null;
  for (const [index, value] of values.entries()) level = observeLevel(level, value, index * seconds * 1000, MEMORY_S);
  if (level === null) throw new RangeError("no values");
  return level;
}

const steady = Array.from({ length: 60 }, () => 100);

describe("observeLevel", () => {
  it("holds a constant, with nothing to spread", () => {
    expect(levelOf(steady)).toMatchObject({ level: 100, trend: 0, spread: 0 });
  });

  it("follows a ramp and foresees its direction", () => {
    const level = levelOf(Array.from({ length: 120 }, (_, minute) => 100 + 5 * minute));
    expect(level.trend).toBeGreaterThan(0);
    expect(levelAhead(level, 300, MEMORY_S)).toBeGreaterThan(level.level);
  });

  it.each([1e6, -1e6])("is moved little by an outlier of %d", (outlier) => {
    const shake = noise(1);
    const level = levelOf([...steady.map((value) => value + 5 * shake()), outlier]);
    expect(Math.abs(level.level - 100)).toBeLessThan(10);
  });

  it("takes what stays aside five times for a new level, also after perfect calm", () => {
    expect(levelOf([...steady, 500, 500, 500, 500]).level).toBe(100);
    expect(levelOf([...steady, 500, 500, 500, 500, 500]).level).toBe(500);
  });

  it("begins again after a silence", () => {
    const before = levelOf(steady);
    expect(observeLevel(before, 7, before.at + 3_600_000, MEMORY_S)).toMatchObject({ level: 7, trend: 0, seen: 1 });
  });

  it("follows the value without a memory", () => {
    expect(observeLevel(levelOf(steady), 7, 1e7, 0).level).toBe(7);
  });
});
