import { expect, test } from "vitest";
import { returnPath } from "./return-path.ts";

test.each([
  ["/fleets/7?tab=hosts", "/fleets/7?tab=hosts"],
  ["/", "/"],
  ["//evil.example", "/store"],
  ["/\\evil.example", "/store"],
  ["https://evil.example", "/store"],
  ["/api/sign-out", "/store"],
  ["/a b", "/store"],
  [undefined, "/store"],
  [["/a", "/b"], "/store"],
])("returnPath of %j is %j", (raw, expected) => {
  expect(returnPath(raw)).toBe(expected);
});
