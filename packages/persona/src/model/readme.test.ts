import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { MODEL_LIMITS } from "./limits.ts";
import { MODEL_CODES } from "./model-codes.ts";
import { ALLOWED_OPERATORS } from "./operators/operators.ts";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

/** The rows of the table whose head names a code of a model. */
function rows(): Record<string, string> {
  const table = readme.split("| code of a model | what is refused |\n|---|---|\n")[1]?.split("\n\n")[0] ?? "";
  return Object.fromEntries(
    table.split("\n").map((row) => {
      const [, code = "", what = ""] = /^\| `([^`]+)` \| (.*) \|$/.exec(row) ?? [];
      return [code, what];
    }),
  );
}

it("MODEL_CODES is what the README says, row by row", () => {
  expect(rows()).toEqual(MODEL_CODES);
});

it("ALLOWED_OPERATORS is the list in the README", () => {
  expect(readme).toContain(`\`${ALLOWED_OPERATORS.join("`, `")}\``);
});

it("MODEL_LIMITS is what the README's sentences say", () => {
  const { nodes, initializers, parameters, activationBytes, macs, depth, nameBytes, textBytes, bytes } = MODEL_LIMITS;
  expect([nodes, initializers, parameters, macs, depth, nameBytes]).toEqual([512, 1_024, 8e6, 50e6, 16, 256]);
  expect([activationBytes, textBytes, bytes]).toEqual([64 * 2 ** 20, 16 * 2 ** 10, 64 * 2 ** 20]);
});
