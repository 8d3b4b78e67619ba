import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { turns } from "./turns.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function began(atOnce: number) {
  const inTurn = turns({ atOnce, mostMs: 100 });
  const ends: (() => void)[] = [];
  for (let place = 0; place < 4; place += 1) inTurn((done) => (ends[place] = done));
  return { ends, count: () => ends.filter((end) => end !== undefined).length };
}

test("turns lets so many begin at once, and the next in order as one is done", () => {
  const { ends, count } = began(2);
  expect(count()).toBe(2);
  ends[1]?.();
  expect([count(), ends[2] !== undefined]).toEqual([3, true]);
  // Who says it twice lets nobody else in.
  ends[1]?.();
  expect(count()).toBe(3);
  ends[0]?.();
  expect(count()).toBe(4);
});

test("turns lets nobody wait for one that is not done in time", () => {
  const { ends, count } = began(1);
  vi.advanceTimersByTime(99);
  expect(count()).toBe(1);
  vi.advanceTimersByTime(1);
  expect(count()).toBe(2);
  // It comes late, and its turn is over already.
  ends[0]?.();
  expect(count()).toBe(2);
});
