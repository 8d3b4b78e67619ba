import { parseInline } from "./inline.ts";
import type { Inline } from "./inline.ts";

export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly children: readonly Inline[] }
  | { readonly kind: "paragraph" | "quote"; readonly children: readonly Inline[] }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | {
      readonly kind: "table";
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly kind: "rule" };

type Taken = { readonly block: Block | null; readonly lines: number };
type Lines = readonly string[];

/**
 * Parses the Markdown of a model card into blocks. A subset on purpose: no HTML, no images, nothing that runs. It takes time in
 * proportion to the source, whatever that is: cards are written by strangers.
 */
export function parseBlocks(source: string): readonly Block[] {
  const lines = source.replaceAll("\r\n", "\n").split("\n");
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length;) {
    const { block, lines: used } = takeBlock(lines, at);
    if (block !== null) blocks.push(block);
    at += used;
  }
  return blocks;
}

function takeBlock(lines: Lines, at: number): Taken {
  const first = lines[at] ?? "";
  if (first.trim() === "") return { block: null, lines: 1 };
  if (first.startsWith("```")) return takeFence(lines, at);
  const [marks = ""] = /^#{1,6}(?=\s)/.exec(first) ?? [];
  const title = marks === "" ? "" : titleOf(first.slice(marks.length));
  if (title !== "") return { block: { kind: "heading", level: marks.length, children: parseInline(title) }, lines: 1 };
  if (/^(?:-{3,}|\*{3,})\s*$/.test(first)) return { block: { kind: "rule" }, lines: 1 };
  if (listItem.test(first)) return takeList(lines, at);
  if (isTable(lines, at)) return takeTable(lines, at);
  return takeText(lines, at);
}

// Without the marks that may close a heading.
function titleOf(text: string): string {
  const trimmed = text.trim();
  let end = trimmed.length;
  while (trimmed.charAt(end - 1) === "#") end -= 1;
  return trimmed.slice(0, end).trimEnd();
}

const listItem = /^\s{0,3}(?:[-*+]|\d{1,9}[.)])\s+(.*)$/;
const startsBlock = (line: string): boolean =>
  line.trim() === "" || line.startsWith("```") || /^#{1,6}\s/.test(line) || listItem.test(line);

/** How many lines from `at` on until one that `ends` what begins there. */
function countUntil(lines: Lines, at: number, ends: (line: string) => boolean): number {
  let end = at;
  while (end < lines.length && !ends(lines[end] ?? "")) end += 1;
  return end - at;
}

function takeFence(lines: Lines, at: number): Taken {
  const count = countUntil(lines, at + 1, (line) => line.startsWith("```"));
  const text = lines.slice(at + 1, at + 1 + count).join("\n");
  return { block: { kind: "code", text }, lines: Math.min(count + 2, lines.length - at) };
}

function takeList(lines: Lines, at: number): Taken {
  const items: string[][] = [];
  const used = countUntil(lines, at, (line) => {
    const item = listItem.exec(line)?.[1];
    if (item !== undefined) items.push([item]);
    else if (/^\s+\S/.test(line)) items.at(-1)?.push(line.trim());
    else return true;
    return false;
  });
  const ordered = /^\s*\d/.test(lines[at] ?? "");
  return { block: { kind: "list", ordered, items: items.map((item) => parseInline(item.join(" "))) }, lines: used };
}

const cells = (line: string): readonly (readonly Inline[])[] =>
  line
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => parseInline(cell.trim()));

function isTable(lines: Lines, at: number): boolean {
  const below = (lines[at + 1] ?? "").trim();
  return (lines[at] ?? "").includes("|") && below.includes("|") && /^\|?\s*:?-{2,}[-:|\s]*$/.test(below);
}

function takeTable(lines: Lines, at: number): Taken {
  const used = countUntil(lines, at, (line) => !line.includes("|"));
  const rows = lines.slice(at + 2, at + used).map(cells);
  return { block: { kind: "table", head: cells(lines[at] ?? ""), rows }, lines: used };
}

function takeText(lines: Lines, at: number): Taken {
  const used = 1 + countUntil(lines, at + 1, startsBlock);
  const own = lines.slice(at, at + used);
  const quoted = own.every((line) => line.startsWith(">"));
  const text = own.map((line) => (quoted ? line.replace(/^>\s?/, "") : line.trim())).join(" ");
  return { block: { kind: quoted ? "quote" : "paragraph", children: parseInline(text) }, lines: used };
}
