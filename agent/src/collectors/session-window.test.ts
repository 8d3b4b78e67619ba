import { describe, expect, it } from "vitest";
import { sessionWindow } from "./session-window.ts";

// A cheap permutation of 30 bits: sessions are hashes.
const hash = (n: number) => (Math.imul(n + 1, 0x9e37_79b1) >>> 2) & 0x3fff_ffff;

describe("sessionWindow", () => {
  it("sessionWindow gives the mean of requests per session over a minute", () => {
    const window = sessionWindow();
    expect(window.depth(0)).toBeNull();
    for (let n = 0; n < 300; n += 1) window.add(hash(n % 100), n * 100);
    expect(window.depth(30_000)).toBe(3);
    expect(window.depth(200_000)).toBeNull();
  });

  it("sessionWindow stays near the truth, within its bounds, with more sessions than it keeps", () => {
    const window = sessionWindow();
    for (let n = 0; n < 120_000; n += 1) window.add(hash(n % 40_000), n / 4);
    const depth = window.depth(30_000) ?? 0;
    expect(Math.abs(depth - 3)).toBeLessThan(0.3);
  });
});
