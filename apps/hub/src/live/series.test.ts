import { describe, expect, it } from "vitest";
import { alignSeries, indexAt, keepFrom, mergeSamples, shifted, valueAt, withGaps, within } from "./series.ts";

const at = (...times: number[]) => times.map((time) => ({ at: time, value: time }));
// Every series over five moments: all there is to go wrong about order, overlap and emptiness.
const everySeries = Array.from({ length: 32 }, (_, mask) =>
  at(...[1, 2, 3, 4, 5].filter((time) => mask & (1 << (time - 1)))),
);

describe("mergeSamples", () => {
  it("mergeSamples is sorted, without doubles, and holds every moment of both", () => {
    for (const known of everySeries) {
      for (const incoming of everySeries) {
        const merged = mergeSamples(known, incoming).map((sample) => sample.at);
        const expected = [...new Set([...known, ...incoming].map((sample) => sample.at))].sort((a, b) => a - b);
        expect(merged).toEqual(expected);
      }
    }
  });

  it("mergeSamples changes nothing when the same is read again", () => {
    for (const known of everySeries) expect(mergeSamples(known, known)).toEqual(known);
  });

  it("mergeSamples lets the later reading of a moment stand", () => {
    expect(mergeSamples([{ at: 1, value: null }], [{ at: 1, value: 5 }])).toEqual([{ at: 1, value: 5 }]);
  });
});

describe("indexAt", () => {
  it("indexAt finds the last sample at or before a moment", () => {
    for (const samples of everySeries) {
      for (const moment of [0, 1, 2.5, 5, 6]) {
        expect(indexAt(samples, moment)).toBe(samples.findLastIndex((sample) => sample.at <= moment));
      }
    }
  });
});

describe("valueAt", () => {
  it.each([
    [0, null],
    [10, 10],
    [14, 10],
    [16, null],
    [20, 20],
  ])("valueAt reads %i as %s when a value may be five old", (moment, value) => {
    expect(valueAt(at(10, 20), moment, 5)).toBe(value);
  });
});

describe("within and keepFrom", () => {
  it("within keeps one sample beyond each end so that lines reach the edges", () => {
    expect(within(at(1, 2, 3, 4, 5, 6), 3, 4).map((sample) => sample.at)).toEqual([3, 4, 5]);
    expect(within(at(1, 2, 5, 6), 3, 4).map((sample) => sample.at)).toEqual([2, 5]);
    expect(within(at(), 3, 4)).toEqual([]);
  });

  it("keepFrom keeps the value that still stands at the cut", () => {
    expect(keepFrom(at(1, 2, 5), 3).map((sample) => sample.at)).toEqual([2, 5]);
  });
});

describe("withGaps", () => {
  it("withGaps breaks the line over silence and nowhere else", () => {
    expect(withGaps(at(0, 1000, 9000), 4000)).toEqual([...at(0, 1000), { at: 3000, value: null }, ...at(9000)]);
  });
});

describe("alignSeries", () => {
  it("alignSeries puts a shifted forecast beside what it was made for", () => {
    const [times, measured, foreseen] = alignSeries([at(0, 10), shifted(at(0), 10)]);
    expect(times).toEqual([0, 10]);
    expect(measured).toEqual([0, 10]);
    expect(foreseen).toEqual([undefined, 0]);
  });

  it("alignSeries keeps a null, which is a gap, apart from undefined, which is none", () => {
    expect(alignSeries([[{ at: 1, value: null }], at(2)])).toEqual([
      [1, 2],
      [null, undefined],
      [undefined, 2],
    ]);
  });
});
