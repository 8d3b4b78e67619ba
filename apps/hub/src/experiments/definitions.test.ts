import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { definitions } from "./definitions.ts";

const glossary = readFileSync(new URL("../../../../GLOSSARY.md", import.meta.url), "utf8");

it.each(Object.entries(definitions))("definitions: %s is explained as in the glossary", (term, meaning) => {
  const row = glossary.split("\n").find((line) => line.startsWith(`| ${term}`));
  expect(row).toContain(`| ${meaning} |`);
});
