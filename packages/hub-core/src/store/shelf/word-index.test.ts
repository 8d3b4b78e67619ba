import { expect, test } from "vitest";
import { eachOf } from "./bits.ts";
import type { Bits } from "./bits.ts";
import { WordIndex } from "./word-index.ts";
import type { Lexemes } from "./word-index.ts";

const room = 128;
const slotsIn = (bits: Bits): readonly number[] => {
  const slots: number[] = [];
  eachOf(bits, (slot) => slots.push(slot));
  return slots;
};

test("WordIndex has what listings say now, however often they changed", () => {
  const index = new WordIndex();
  const now = new Map<number, Lexemes>();
  // More words than it holds at once, so that it closes up several times; numbers in the manner of Lehmer.
  let state = 7;
  const below = (bound: number): number => (state = (state * 48_271) % 2_147_483_647) % bound;
  for (let turn = 0; turn < 6_000; turn += 1) {
    const slot = below(100);
    const document = [...new Set(Array.from({ length: 40 }, () => `w${below(60)}`))];
    // Of a heading not every word need be in the text.
    const lexemes = { document, heading: [...document.slice(0, 5), "title"] };
    if (below(10) === 0) now.delete(slot);
    else now.set(slot, lexemes);
    index.set(slot, now.get(slot) ?? null);
  }
  const saying = (words: readonly string[], where: keyof Lexemes): readonly number[] =>
    [...now]
      .filter(([, lexemes]) => words.some((word) => lexemes[where].includes(word)))
      .map(([slot]) => slot)
      .toSorted((a, b) => a - b);
  for (const words of [["w0"], ["w17"], ["w3", "w59"], ["title"], ["nobody"]]) {
    const { anywhere, heading } = index.sets(words, room);
    expect(slotsIn(anywhere)).toEqual(saying(words, "document"));
    expect(slotsIn(heading)).toEqual(saying(words, "heading"));
  }
});

test("WordIndex takes the same again for no change, and forgets what is gone", () => {
  const index = new WordIndex();
  const lexemes = { document: ["a", "b"], heading: ["a"] };
  index.set(3, lexemes);
  index.set(3, { document: ["a", "b"], heading: ["a"] });
  expect(slotsIn(index.sets(["a", "b"], room).anywhere)).toEqual([3]);
  index.set(3, null);
  index.set(3, null);
  expect(slotsIn(index.sets(["a", "b"], room).anywhere)).toEqual([]);
  index.set(3, lexemes);
  expect(slotsIn(index.sets(["a"], room).heading)).toEqual([3]);
});
