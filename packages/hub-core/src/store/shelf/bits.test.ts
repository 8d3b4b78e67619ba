import { array, assert, boolean, integer, nat, property, tuple } from "fast-check";
import { expect, test } from "vitest";
import { bestOf } from "./best-of.ts";
import { anyIn, countBoth, countOf, eachOf, emptyBits, everyIn, has, put, widened } from "./bits.ts";
import type { Bits } from "./bits.ts";

const below = 200;
const numbers = array(nat(below - 1));
const bitsOf = (some: readonly number[]): Bits => {
  const bits = emptyBits(below);
  for (const number of some) put(bits, number, true);
  return bits;
};
const listed = (bits: Bits): readonly number[] => {
  const seen: number[] = [];
  eachOf(bits, (number) => seen.push(number));
  return seen;
};
const sorted = (some: Iterable<number>): readonly number[] => [...new Set(some)].toSorted((a, b) => a - b);

test("put, has, countOf and eachOf do what a set does", () => {
  assert(
    property(array(tuple(nat(below - 1), boolean())), (steps) => {
      const [bits, set] = [emptyBits(below), new Set<number>()];
      for (const [number, isIn] of steps) {
        put(bits, number, isIn);
        if (isIn) set.add(number);
        else set.delete(number);
      }
      expect(listed(bits)).toEqual(sorted(set));
      expect(countOf(bits)).toBe(set.size);
      expect(listed(widened(bits, 1_000))).toEqual(sorted(set));
      for (let number = 0; number < below; number += 1) expect(has(bits, number)).toBe(set.has(number));
    }),
  );
});

test("everyIn, anyIn and countBoth do what sets do, and change neither", () => {
  assert(
    property(numbers, numbers, (one, other) => {
      const [a, b] = [bitsOf(one), bitsOf(other)];
      const common = sorted(new Set(one).intersection(new Set(other)));
      expect(listed(everyIn([a, b]))).toEqual(common);
      expect(countBoth(a, b)).toBe(common.length);
      expect(listed(anyIn([a, b]))).toEqual(sorted([...one, ...other]));
      expect([listed(a), listed(b)]).toEqual([sorted(one), sorted(other)]);
    }),
  );
});

test("bestOf keeps the first ones in order, whatever order they come in", () => {
  assert(
    property(array(integer()), nat(30), (items, most) => {
      const unique = [...new Set(items)];
      const best = bestOf(most, (one, other) => one < other);
      for (const item of unique) best.offer(item);
      expect(best.sorted()).toEqual(unique.toSorted((a, b) => a - b).slice(0, most));
    }),
  );
});
