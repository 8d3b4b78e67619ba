import { describe, expect, it } from "vitest";
import { check, due, keep, noChecks } from "./checks.ts";
import { HORIZONS } from "./horizon.ts";

const fiveMinutes = HORIZONS[1];
const made = keep(noChecks, fiveMinutes, { at: 0, words: [[10], null, [20, 20, null]], spoken: 15 });

describe("due", () => {
  it.each([
    ["early", 290_000, 10, "kept"],
    ["a timer's jitter early", 296_000, 10, "ripe"],
    ["just in time", 300_000, 10, "ripe"],
    ["late by a sample", 308_000, 10, "ripe"],
    ["after a silence", 400_000, 10, "dropped"],
    ["when samples come every ten minutes", 600_000, 600, "dropped"],
  ])("treats a forecast checked %s as it should", (_, at, spacing, fate) => {
    const { ripe, kept } = due(made, fiveMinutes, at, spacing);
    expect([ripe.length, kept.length]).toStrictEqual(
      { kept: [0, 1], ripe: [1, 0], dropped: [0, 0] }[fate as "kept" | "ripe" | "dropped"],
    );
  });
});

describe("check", () => {
  it("holds the truth against each who spoke, and against what was spoken", () => {
    const [kept] = made.kept;
    if (kept === undefined) throw new RangeError("nothing was kept");
    const { contest, error, square, size } = check(made, kept, { at: 300_000, value: 18 });
    expect(contest.errors.map(({ mean, count }) => [mean, count])).toStrictEqual([
      [8, 1],
      [0, 0],
      [2, 1],
    ]);
    expect([error.mean, square.mean, size.mean]).toStrictEqual([3, 9, 18]);
  });
});

describe("keep", () => {
  it("keeps a forecast every thirty seconds for five minutes ahead", () => {
    let checks = noChecks;
    for (let at = 0; at < 300_000; at += 10_000)
      checks = keep(checks, fiveMinutes, { at, words: [[1], null, null], spoken: 1 });
    expect(checks.kept.map(({ at }) => at)).toStrictEqual(Array.from({ length: 10 }, (_, index) => index * 30_000));
  });
});
