import { expect, test } from "vitest";
import { rememberFor } from "./remember-for.ts";

test("rememberFor asks once for all who come at once, and again when the answer is old, while giving the old one", async () => {
  let asked = 0;
  let at = 0;
  const remembered = rememberFor(
    100,
    () => Promise.resolve((asked += 1)),
    () => at,
  );
  expect(await Promise.all([remembered(), remembered()])).toEqual([1, 1]);
  at = 99;
  expect(await remembered()).toBe(1);
  at = 100;
  expect(await remembered()).toBe(1);
  expect(await remembered()).toBe(2);
  at = 2_000;
  expect(await remembered()).toBe(3);
});

test("rememberFor keeps no error, and gives what it knows while asking fails", async () => {
  let fails = true;
  let at = 0;
  const read = () => (fails ? Promise.reject(new Error("the database is gone")) : Promise.resolve("there"));
  const remembered = rememberFor(100, read, () => at);
  await expect(remembered()).rejects.toThrow("gone");
  fails = false;
  expect(await remembered()).toBe("there");
  fails = true;
  at = 150;
  expect(await remembered()).toBe("there");
});
