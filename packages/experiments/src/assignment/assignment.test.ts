import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquareUpper } from "../distributions/chi-square.ts";
import { blockArm, blockOf, isMeasured } from "./block-arm.ts";
import { armOfHost, sharesAt } from "./host-arm.ts";
import { stableHash } from "./stable-hash.ts";

const arms = [
  { name: "control", weight: 0.5 },
  { name: "a", weight: 0.3 },
  { name: "b", weight: 0.2 },
];
const hosts = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `host-${index}`);

describe("stableHash", () => {
  // Of the bytes of the UTF-16 text; the empty text and four zero bytes are the published vectors.
  it.each([
    ["", 0],
    ["\0\0", 0x2362f9de],
  ])("of %j is %i for ever", (text, hash) => {
    expect(stableHash(text)).toBe(hash);
  });
});

describe("armOfHost", () => {
  it.each([5, 25, 100])("gives each arm its share of the hosts at %i per cent", (percent) => {
    const shares = sharesAt(percent, arms);
    const counts = new Map<string, number>();
    for (const host of hosts(20_000)) {
      const arm = armOfHost("experiment-1", host, percent, arms);
      counts.set(arm, (counts.get(arm) ?? 0) + 1);
    }
    const x = arms.reduce((sum, { name }) => {
      const expected = 20_000 * (shares[name] ?? 0);
      return sum + ((counts.get(name) ?? 0) - expected) ** 2 / expected;
    }, 0);
    expect(chiSquareUpper(x, 2)).toBeGreaterThan(1e-4);
  });

  it("leaves a host on its arm as the ramp rises", () => {
    const steps = [0, 1, 5, 10, 25, 50, 100];
    fc.assert(
      fc.property(fc.string(), fc.string(), (experiment, host) => {
        const path = steps.map((percent) => armOfHost(experiment, host, percent, arms));
        const first = path.findIndex((arm) => arm !== "control");
        expect(path[0]).toBe("control");
        expect(first < 0 || path.slice(first).every((arm) => arm === path[first])).toBe(true);
      }),
    );
  });

  it("draws one experiment's arms independently of another's", () => {
    const even = arms.slice(0, 2).map(({ name }) => ({ name, weight: 1 }));
    const both = hosts(10_000).filter(
      (host) => armOfHost("one", host, 100, even) === "a" && armOfHost("two", host, 100, even) === "a",
    );
    expect(both.length).toBeGreaterThan(2300);
    expect(both.length).toBeLessThan(2700);
  });
});

it("sharesAt sums to one at every step", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 100, noNaN: true }), (percent) => {
      const shares = Object.values(sharesAt(percent, arms));
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    }),
  );
});

describe("blockArm", () => {
  it("holds every arm once in each set, in orders that differ", () => {
    const sets = Array.from({ length: 200 }, (_, set) =>
      [0, 1, 2].map((place) => blockArm("experiment", set * 3 + place, arms)),
    );
    for (const [index, set] of sets.entries()) {
      expect(new Set(set.map(({ arm }) => arm)).size).toBe(3);
      expect(set.every(({ cluster }) => cluster === `set-${index}`)).toBe(true);
    }
    expect(new Set(sets.map((set) => set.map(({ arm }) => arm).join())).size).toBe(6);
  });
});

describe("blockOf", () => {
  const design = { blockS: 300, washOutS: 60 };

  it("gives an edge to the block it opens, and nothing before the start", () => {
    expect(blockOf(design, 1000, 999)).toBeNull();
    expect(blockOf(design, 1000, 1000)?.index).toBe(0);
    expect(blockOf(design, 1000, 301_000)).toStrictEqual({
      index: 1,
      from: 301_000,
      measuredFrom: 361_000,
      until: 601_000,
    });
  });

  it("measures each moment outside the wash-out once", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), (at) => {
        const block = blockOf(design, 0, at);
        expect(block !== null && block.from <= at && at < block.until).toBe(true);
        expect(block !== null && isMeasured(block, at)).toBe(at % 300_000 >= 60_000);
      }),
    );
  });
});
