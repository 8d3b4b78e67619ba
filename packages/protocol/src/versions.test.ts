import { expect, it } from "vitest";
import { negotiateVersion } from "./versions.ts";

it.each([
  [{ min: 1, max: 2 }, { min: 1, max: 2 }, 2],
  [{ min: 1, max: 2 }, { min: 1, max: 1 }, 1],
  [{ min: 1, max: 1 }, { min: 1, max: 2 }, 1],
  [{ min: 2, max: 3 }, { min: 1, max: 2 }, 2],
  [{ min: 2, max: 3 }, { min: 1, max: 1 }, null],
  [{ min: 1, max: 1 }, { min: 3, max: 2 }, null],
])("negotiateVersion of %o and %o is %o", (ours, theirs, chosen) => {
  expect(negotiateVersion(ours, theirs)).toBe(chosen);
});
