import { expect, test } from "vitest";
import { heapTidier } from "./tidy-heap.ts";

test("heapTidier collects the young after every round and everything twice a minute", () => {
  const asked: unknown[] = [];
  const tidy = heapTidier(((options: { type: string }) => void asked.push(options.type)) as NodeJS.GCFunction);
  for (let round = 0; round < 60; round += 1) tidy();
  expect(asked.filter((type) => type === "major")).toHaveLength(2);
  expect(asked.filter((type) => type === "minor")).toHaveLength(58);
});

test("heapTidier does nothing where the engine does not offer its collector", () => {
  expect(() => heapTidier(undefined)()).not.toThrow();
});
