import type { Edit } from "./adopter.ts";

const CONTEXT = 3;

/** The text with every edit made. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const lines = text.split("\n");
  for (const { at, remove, insert } of inOrder(edits).toReversed()) lines.splice(at, remove, ...insert);
  return lines.join("\n");
}

/** The edits as `patch` and `git apply` read them; empty when there are none. */
export function unifiedDiff(path: string, text: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return "";
  const lines = text.split("\n");
  const endsWithNewline = lines.at(-1) === "";
  if (endsWithNewline) lines.pop();
  const hunks = groupsOf(inOrder(edits), CONTEXT * 2);
  let shift = 0;
  const body = hunks.flatMap((hunk) => {
    const rendered = renderHunk(lines, hunk, shift, endsWithNewline);
    shift += rendered.shift;
    return rendered.lines;
  });
  return [`--- ${path}`, `+++ ${path}`, ...body, ""].join("\n");
}

function inOrder(edits: readonly Edit[]): Edit[] {
  return [...edits].sort((a, b) => a.at - b.at);
}

/** Edits so near that their context would overlap share a hunk. */
function groupsOf(edits: readonly Edit[], distance: number): Edit[][] {
  const groups: Edit[][] = [];
  let end = -Infinity;
  for (const edit of edits) {
    const last = groups.at(-1);
    if (last !== undefined && edit.at - end <= distance) last.push(edit);
    else groups.push([edit]);
    end = edit.at + edit.remove;
  }
  return groups;
}

function renderHunk(
  lines: readonly string[],
  edits: readonly Edit[],
  shift: number,
  endsWithNewline: boolean,
): { lines: string[]; shift: number } {
  const first = Math.max(0, (edits[0]?.at ?? 0) - CONTEXT);
  const lastEdit = edits.at(-1);
  const last = Math.min(lines.length, (lastEdit === undefined ? 0 : lastEdit.at + lastEdit.remove) + CONTEXT);
  const body: string[] = [];
  let at = first;
  const through = (to: number, sign: string) => {
    for (; at < to; at += 1) {
      body.push(`${sign}${lines[at] ?? ""}`);
      if (at === lines.length - 1 && !endsWithNewline) body.push("\\ No newline at end of file");
    }
  };
  for (const edit of edits) {
    through(Math.min(edit.at, lines.length), " ");
    through(edit.at + edit.remove, "-");
    body.push(...edit.insert.map((line) => `+${line}`));
  }
  through(last, " ");
  const added = edits.reduce((sum, edit) => sum + edit.insert.length, 0);
  const removed = edits.reduce((sum, edit) => sum + edit.remove, 0);
  const before = last - first;
  const after = before + added - removed;
  const start = (from: number, count: number) => (count === 0 ? from : from + 1);
  return {
    lines: [`@@ -${start(first, before)},${before} +${start(first + shift, after)},${after} @@`, ...body],
    shift: added - removed,
  };
}
