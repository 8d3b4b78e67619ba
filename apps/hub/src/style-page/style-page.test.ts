import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const ui = new URL("../ui/", import.meta.url).pathname;
const here = new URL("./", import.meta.url).pathname;
const componentFiles = readdirSync(ui).filter((name) => name.endsWith(".tsx"));

/** The .tsx files a module imports, itself among them, as far as the page and the design system go. */
function reachable(from: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(from)) return seen;
  seen.add(from);
  for (const [, target = ""] of readFileSync(from, "utf8").matchAll(/(?:from|import\()\s*"(\.[^"]+\.tsx)"/g)) {
    const file = path.resolve(path.dirname(from), target);
    if (file.startsWith(ui) || file.startsWith(here)) reachable(file, seen);
  }
  return seen;
}

const shown = reachable(path.join(here, "style-page.tsx"));
const text = [...shown].map((file) => readFileSync(file, "utf8")).join("\n");
const components = componentFiles.flatMap((file) =>
  [...readFileSync(path.join(ui, file), "utf8").matchAll(/^export (?:async )?function ([A-Z]\w*)/gm)].map(
    ([, name = ""]) => [name, file] as const,
  ),
);

test("StylePage is asked about a design system that is there", () => {
  expect(components.length).toBeGreaterThan(50);
});

test.each(componentFiles)("StylePage reaches ui/%s", (file) => {
  expect(shown.has(path.join(ui, file))).toBe(true);
});

test.each(components)("StylePage shows %s of ui/%s", (name) => {
  expect(text).toMatch(new RegExp(`<${name}[\\s/>]`));
});
