import { expect, test } from "vitest";
import { oneAfterAnother } from "./one-after-another.ts";

test("oneAfterAnother never has two under way, and whoever asked meanwhile shares one that began later", async () => {
  const ends: PromiseWithResolvers<void>[] = [];
  const asked: number[] = [];
  const look = oneAfterAnother((who: number) => {
    asked.push(who);
    const end = Promise.withResolvers<void>();
    ends.push(end);
    return end.promise;
  });
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const first = look(1);
  await settled();
  const [second, third] = [look(2), look(3)];
  await settled();
  expect([asked, second === third]).toEqual([[1], true]);
  ends[0]?.resolve();
  await first;
  await settled();
  expect(asked).toEqual([1, 2]);
  const fourth = look(4);
  await settled();
  expect(asked).toEqual([1, 2]);
  // One that fails fails those who shared it, and nobody after them.
  ends[1]?.reject(new Error("gone"));
  await expect(second).rejects.toThrow("gone");
  await settled();
  ends[2]?.resolve();
  await fourth;
  expect(asked).toEqual([1, 2, 4]);
});
