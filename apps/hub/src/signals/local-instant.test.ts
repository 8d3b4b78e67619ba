import { expect, it } from "vitest";
import { fieldOf, instantOf } from "./local-instant.ts";

it("fieldOf and instantOf agree to the minute in any zone", () => {
  const at = Date.UTC(2026, 6, 1, 22, 30);
  expect(instantOf(fieldOf(at))).toBe(at);
});

it.each(["", "not a time"])("instantOf says none for %j", (text) => {
  expect(instantOf(text)).toBeNull();
});
