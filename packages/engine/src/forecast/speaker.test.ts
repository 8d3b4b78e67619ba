import { describe, expect, it } from "vitest";
import type { ForecasterName } from "./forecaster.ts";
import { elect, judge, speak, speakerShare, startContest, type Contest } from "./speaker.ts";

function contest(speaker: ForecasterName, means: readonly number[], count = 50): Contest {
  const errors = means.map((mean) => ({ mean, count }));
  return { speaker, errors, lasting: errors };
}

describe("elect", () => {
  it.each<[ForecasterName, readonly number[], number, ForecasterName]>([
    ["persistence", [10, 9, 5], 50, "holt-winters"],
    ["persistence", [10, 5, 9], 50, "seasonal-naive"],
    ["persistence", [10, 12, 9.8], 50, "persistence"],
    ["holt-winters", [10, 12, 10.2], 50, "holt-winters"],
    ["holt-winters", [10, 12, 11], 50, "persistence"],
    ["persistence", [10, 9, 5], 2, "persistence"],
    ["persistence", [0, 0, 0], 50, "persistence"],
  ])("lets %s with errors %j over %d checks be followed by %s", (speaker, errors, count, next) => {
    expect(elect(contest(speaker, errors, count))).toBe(next);
  });
});

describe("judge", () => {
  it("does not forgive who was far worse before for being better of late", () => {
    let judged = startContest;
    for (let round = 0; round < 5; round += 1)
      for (let time = 0; time < 300; time += 1) {
        const reset = time < 5;
        judged = judge(judged, [[13], null, [reset ? 1000 : 11]], 10);
        if (round > 0) expect(judged.speaker).toBe("persistence");
      }
    expect(judged.errors[2]?.mean).toBeLessThan(judged.errors[0]?.mean ?? 0);
  });
});

describe("speakerShare", () => {
  it("is whole for persistence, half among equals, and grows with the lead and the evidence", () => {
    expect(speakerShare(startContest)).toBe(1);
    const share = (error: number, count = 1e6) => speakerShare(contest("holt-winters", [10, 10, error], count));
    expect(share(10)).toBeCloseTo(0.5, 3);
    expect(share(5)).toBeGreaterThan(0.99);
    expect(share(20)).toBeLessThan(0.01);
    expect(share(5, 5)).toBeCloseTo(0.5, 1);
  });

  it("is defined where either never errs", () => {
    const share = (safe: number, error: number) => speakerShare(contest("holt-winters", [safe, 1, error], 1e9));
    expect([share(0, 0), share(0, 1), share(1, 0)].map((value) => Math.round(value * 10) / 10)).toStrictEqual([
      0.5, 0, 1,
    ]);
  });
});

describe("speak", () => {
  it("falls back on persistence where the speaker has nothing to say", () => {
    expect(speak(contest("seasonal-naive", [10, 1, 10]), [[7], null, [9]])).toBe(7);
  });

  it("lies between persistence and the speaker", () => {
    const value = speak(contest("holt-winters", [10, 12, 8]), [[100], null, [200]]);
    expect(value).toBeGreaterThan(150);
    expect(value).toBeLessThan(200);
  });
});
