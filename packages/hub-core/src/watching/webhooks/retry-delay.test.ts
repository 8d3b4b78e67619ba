import { describe, expect, it } from "vitest";
import { retryDelay, retryDelaysMs } from "./retry-delay.ts";

describe("retryDelay", () => {
  it("goes on for about a day and grows all the way", () => {
    const total = retryDelaysMs.reduce((sum, delay) => sum + delay, 0);
    expect(total / 3_600_000).toBeGreaterThan(22);
    expect(total / 3_600_000).toBeLessThan(26);
    expect(retryDelaysMs.toSorted((a, b) => a - b)).toEqual(retryDelaysMs);
  });

  it.each([
    [{ attempts: 1, chance: 0, retryAfterMs: null }, 4_000],
    [{ attempts: 1, chance: 0.5, retryAfterMs: null }, 5_000],
    [{ attempts: 1, chance: 0.999_999, retryAfterMs: null }, 6_000],
    [{ attempts: 1, chance: 0, retryAfterMs: 120_000 }, 120_000],
    [{ attempts: 1, chance: 0, retryAfterMs: 1e12 }, 86_400_000],
    [{ attempts: 11, chance: 0, retryAfterMs: null }, null],
  ])("of %j is %s", (failed, delay) => {
    expect(retryDelay(failed)).toBe(delay);
  });
});
