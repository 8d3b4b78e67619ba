import { expect, it } from "vitest";
import { versionsOf } from "./advise-command.ts";

it.each([
  ["3", [3]],
  ["1-3,5", [1, 2, 3, 5]],
  ["5, 1-2,2", [1, 2, 5]],
])("versionsOf %s is %j", (written, versions) => {
  expect(versionsOf(written)).toEqual(versions);
});

it.each(["", "x", "3-1", "0", "1-", "1-99999"])("versionsOf refuses %j", (written) => {
  expect(() => versionsOf(written)).toThrow("names no versions");
});
