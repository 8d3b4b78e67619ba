import { expect, test } from "vitest";
import { newestWithin } from "./newest-within.ts";

test("newestWithin keeps each id once, drops the old and puts the newest first", () => {
  const rows = [
    { id: "b", at: 20, from: "news" },
    { id: "c", at: 30, from: "news" },
    { id: "b", at: 20, from: "known" },
    { id: "a", at: 10, from: "known" },
  ];
  expect(newestWithin(rows, 10)).toEqual([
    { id: "c", at: 30, from: "news" },
    { id: "b", at: 20, from: "news" },
  ]);
});
