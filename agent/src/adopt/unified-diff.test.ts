import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Edit } from "./adopter.ts";
import { applyEdits, unifiedDiff } from "./unified-diff.ts";

test("unifiedDiff shows three lines of context and what is added where", () => {
  const text = ["a", "b", "c", "d", "e", "f", "g", "h", ""].join("\n");
  expect(unifiedDiff("/etc/x", text, [{ at: 4, remove: 1, insert: ["E", "E2"] }])).toBe(
    ["--- /etc/x", "+++ /etc/x", "@@ -2,7 +2,8 @@", " b", " c", " d", "-e", "+E", "+E2", " f", " g", " h", ""].join(
      "\n",
    ),
  );
});

test("unifiedDiff says nothing when there is nothing to change", () => {
  expect(unifiedDiff("/etc/x", "a\n", [])).toBe("");
});

test("unifiedDiff makes of the old text what applyEdits makes of it", () => {
  const line = fc.constantFrom("a", "b", "", "  c");
  const edit = fc.record({ gap: fc.nat(12), remove: fc.nat(2), insert: fc.array(line, { maxLength: 3 }) });
  const texts = fc.array(line, { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(texts, fc.array(edit, { maxLength: 5 }), (lines, raw) => {
      const text = `${lines.join("\n")}\n`;
      const edits = placed(raw, lines.length);
      expect(patched(text, unifiedDiff("x", text, edits))).toBe(applyEdits(text, edits));
    }),
    { numRuns: 2000 },
  );
});

/** Edits that do not overlap and lie within so many lines. */
function placed(raw: readonly { gap: number; remove: number; insert: string[] }[], count: number): Edit[] {
  const edits: Edit[] = [];
  let at = 0;
  for (const { gap, remove, insert } of raw) {
    at += gap + 1;
    if (at + remove > count || (remove === 0 && insert.length === 0)) break;
    edits.push({ at, remove, insert });
    at += remove;
  }
  return edits;
}

/** What `patch` does, strictly: every context and removed line must be where the hunk says. */
function patched(text: string, diff: string): string {
  if (diff === "") return text;
  const old = text.split("\n");
  const result: string[] = [];
  let at = 0;
  for (const line of diff.split("\n").slice(2, -1)) {
    const hunk = /^@@ -(\d+),(\d+) \+(\d+),\d+ @@$/.exec(line);
    if (hunk) {
      const start = Number(hunk[1]) - (hunk[2] === "0" ? 0 : 1);
      result.push(...old.slice(at, start));
      at = start;
      expect(result.length).toBe(Number(hunk[3]) - 1);
    } else if (line.startsWith("+")) result.push(line.slice(1));
    else {
      expect(old[at]).toBe(line.slice(1));
      if (line.startsWith(" ")) result.push(line.slice(1));
      at += 1;
    }
  }
  return [...result, ...old.slice(at)].join("\n");
}
