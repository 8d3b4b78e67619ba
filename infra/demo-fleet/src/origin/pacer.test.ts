import { expect, test } from "vitest";
import { pacer } from "./pacer.ts";

test("pacer spends its cores and no more, first come first served", async () => {
  const world = { at: 0, used: 0 };
  const order: number[] = [];
  const own = pacer({
    cores: 0.1,
    now: () => world.at,
    used: () => world.used,
    sleep: (ms) => {
      world.at += ms;
      return Promise.resolve();
    },
  });
  const work = (index: number) => () => {
    world.used += 5;
    world.at += 5;
    order.push(index);
  };
  await Promise.all(Array.from({ length: 100 }, (_, index) => own.turn(work(index))));
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(world.used / world.at).toBeGreaterThan(0.095);
  expect(world.used / world.at).toBeLessThan(0.105);
});

test("pacer goes on after work that threw", async () => {
  const own = pacer({ cores: 1 });
  await expect(
    own.turn(() => {
      throw new RangeError("no");
    }),
  ).rejects.toThrow("no");
  expect(await own.turn(() => 7)).toBe(7);
});
