import { LineCounter, parseDocument, type Document } from "yaml";
import type { z } from "zod";
import { faultsOf } from "./config-faults.ts";
import { lineOf } from "./line-of.ts";

/** One thing that is wrong with a file. `path` is dotted, empty for the whole; `line` counts from 1. */
export type YamlProblem = { readonly path: string; readonly line: number; readonly message: string };

/** What a file says, or everything that is wrong with it. `lineOf` finds the line of a field for what is found out later. */
export type ParsedYaml<T> =
  | { readonly kind: "value"; readonly value: T; readonly lineOf: (path: readonly (string | number)[]) => number }
  | { readonly kind: "refused"; readonly problems: readonly YamlProblem[] };

// A document of 64 KiB with every comment anybody would write.
const TEXT_LIMIT = 256 * 1024;

/** Reads YAML 1.2 (so JSON too) of the schema's shape. No tags, no aliases, no key twice; every fault with its line. */
export function parseYaml<S extends z.ZodType>(text: string, schema: S): ParsedYaml<z.output<S>> {
  if (text.length > TEXT_LIMIT) return refused({ path: "", line: 1, message: "The file is larger than 256 KiB." });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: "1.2", schema: "core", uniqueKeys: true });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    const problems = faults.map(({ message, linePos }) => ({
      path: "",
      line: linePos?.[0].line ?? 1,
      message: message.split("\n")[0]?.replace(/ at line \d+, column \d+:?$/, "") ?? message,
    }));
    return { kind: "refused", problems };
  }
  const value = plainValue(document);
  if (value.kind === "refused") return refused({ path: "", line: 1, message: value.message });
  // With what was found, so that a wrong type is not taken for a field that is absent.
  const parsed = schema.safeParse(value.value, { reportInput: true });
  if (parsed.success)
    return { kind: "value", value: parsed.data, lineOf: (path) => lineOf(document, lines, { path }) };
  const problems = faultsOf(parsed.error).map((fault) => ({
    path: fault.path.join("."),
    line: lineOf(document, lines, fault),
    message: fault.message,
  }));
  return { kind: "refused", problems: problems.toSorted((a, b) => a.line - b.line) };
}

function plainValue(document: Document): { kind: "value"; value: unknown } | { kind: "refused"; message: string } {
  try {
    return { kind: "value", value: document.toJS({ maxAliasCount: 0 }) };
  } catch {
    return { kind: "refused", message: "Aliases (*name) are not allowed: write the value out." };
  }
}

function refused(problem: YamlProblem): { kind: "refused"; problems: readonly YamlProblem[] } {
  return { kind: "refused", problems: [problem] };
}
