import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { colours, shapePairs, textPairs } from "./colours.ts";
import { contrast } from "./contrast.ts";

const css = readFileSync(new URL("../styles/tokens.css", import.meta.url), "utf8");
const [light = "", dark = ""] = css.split("@media (prefers-color-scheme: dark)");

test("contrast of black on white is 21, of a colour on itself 1", () => {
  expect(contrast("oklch(0 0 0)", "oklch(1 0 0)")).toBeCloseTo(21, 1);
  expect(contrast("oklch(0.5 0.1 200)", "oklch(0.5 0.1 200)")).toBe(1);
});

test("contrast of #767676 on white is the 4.54 that WCAG's own examples give", () => {
  expect(contrast("oklch(0.5659 0 0)", "oklch(1 0 0)")).toBeCloseTo(4.54, 1);
});

test.each(Object.entries(colours))("colours.%s is what tokens.css says", (name, modes) => {
  expect(valueIn(light, name)).toBe(modes.light);
  expect(valueIn(dark, name)).toBe(modes.dark);
});

const modes = ["light", "dark"] as const;
const over = (pairs: typeof textPairs) =>
  pairs.flatMap(([front, back]) => modes.map((mode) => [front, back, mode] as const));

test.each(over(textPairs))("textPairs: %s on %s can be read in the %s", (front, back, mode) => {
  expect(contrast(colours[front][mode], colours[back][mode])).toBeGreaterThanOrEqual(4.5);
});

test.each(over(shapePairs))("shapePairs: %s on %s can be seen in the %s", (front, back, mode) => {
  expect(contrast(colours[front][mode], colours[back][mode])).toBeGreaterThanOrEqual(3);
});

function valueIn(part: string, name: string): string | undefined {
  return new RegExp(`--${name}: (oklch\\([^)]*\\));`).exec(part)?.[1];
}
