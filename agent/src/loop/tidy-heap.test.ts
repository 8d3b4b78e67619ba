import { expect, test } from "vitest";
import { heapTidier } from "./tidy-heap.ts";

test("heapTidier collects the young after every round and everything twice a minute", () => {
  const asked: unknown[] = [];
  const tidy = heapTidier(((options: { type: string }) => void asked.push(options.type)) as NodeJS.GCFunction);
  for (let round = 0; round < 60; round += 1) tidy();
  expect(asked.filter((type) => type === "major")).toHaveLength(2);
  expect(asked.filter((type) => type === "minor")).toHaveLength(58);
});

test("heapTidier is thorough half a minute after the start and then every ten minutes", () => {
  const thorough: number[] = [];
  let round = 0;
  const tidy = heapTidier((({ flavor }: { flavor: string }) => {
    if (flavor === "last-resort") thorough.push(round);
  }) as NodeJS.GCFunction);
  for (round = 1; round <= 1300; round += 1) tidy();
  expect(thorough).toEqual([30, 630, 1230]);
});

test("heapTidier does nothing where the engine does not offer its collector", () => {
  expect(() => heapTidier(undefined)()).not.toThrow();
});
