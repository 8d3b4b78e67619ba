import { describe, expect, it } from "vitest";
import { RowGatherer } from "./row-gatherer.ts";

describe("RowGatherer", () => {
  it("sends the rows of all lanes together and gives each its own answer", async () => {
    const counts: number[] = [];
    const gatherer = new RowGatherer((rows, count) => {
      counts.push(count);
      return Promise.resolve(rows.map((value) => value * 10));
    });
    const lane = (own: number, turns: number) =>
      gatherer.lane(async (ask) => {
        const answers: number[] = [];
        for (let turn = 0; turn < turns; turn += 1) answers.push((await ask(Float32Array.of(own + turn)))[0] ?? 0);
        return answers;
      });
    const told = await Promise.all([lane(1, 4), lane(2, 4), lane(3, 2)]);
    expect(told).toEqual([
      [10, 20, 30, 40],
      [20, 30, 40, 50],
      [30, 40],
    ]);
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(10);
    expect(Math.max(...counts)).toBeGreaterThan(1);
  });

  it("tells every lane that waits when there is no answer", async () => {
    const gatherer = new RowGatherer(() => Promise.reject(new TypeError("gone")));
    const lane = () => gatherer.lane((ask) => ask(Float32Array.of(1)));
    const ends = await Promise.allSettled([lane(), lane()]);
    expect(ends.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });
});
