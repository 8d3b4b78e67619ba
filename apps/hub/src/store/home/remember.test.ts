import { expect, test } from "vitest";
import { remember } from "./remember.ts";

function counted() {
  let [time, reads] = [0, 0];
  const read = (): Promise<number> => {
    reads += 1;
    return reads === 3 ? Promise.reject(new TypeError("away")) : Promise.resolve(reads);
  };
  const pass = (ms: number): void => {
    time += ms;
  };
  return { ask: remember(1_000, read, () => time), pass };
}

test("remember reads once for all who ask within the time, and again after it", async () => {
  const { ask, pass } = counted();
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
  pass(999);
  expect(await ask()).toBe(1);
  pass(1);
  expect(await ask()).toBe(2);
});

test("remember keeps no failure", async () => {
  const { ask, pass } = counted();
  await ask();
  pass(1_000);
  await ask();
  pass(1_000);
  await expect(ask()).rejects.toThrow("away");
  expect(await ask()).toBe(4);
});
