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

/** Parses the Markdown of a model card into blocks. A subset on purpose: no HTML, no images, nothing that runs. */
export function parseBlocks(source: string): readonly Block[] {
  const lines = source.replaceAll("\r\n", "\n").split("\n");
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length;) {
    const { block, lines: used } = takeBlock(lines.slice(at));
    if (block !== null) blocks.push(block);
    at += used;
  }
  return blocks;
}

function takeBlock(lines: readonly string[]): Taken {
  const first = lines[0] ?? "";
  if (first.trim() === "") return { block: null, lines: 1 };
  if (first.startsWith("```")) return takeFence(lines);
  const heading = /^(#{1,6})\s+(.+?)\s*#*$/.exec(first);
  if (heading !== null) {
    const [, marks = "#", text = ""] = heading;
    return { block: { kind: "heading", level: marks.length, children: parseInline(text) }, lines: 1 };
  }
  if (/^(?:-{3,}|\*{3,})\s*$/.test(first)) return { block: { kind: "rule" }, lines: 1 };
  if (listItem.test(first)) return takeList(lines);
  if (isTable(lines)) return takeTable(lines);
  return takeText(lines);
}

const listItem = /^\s{0,3}(?:[-*+]|\d+[.)])\s+(.*)$/;
const startsBlock = (line: string): boolean =>
  line.trim() === "" || line.startsWith("```") || /^#{1,6}\s/.test(line) || listItem.test(line);

function takeFence(lines: readonly string[]): Taken {
  const end = lines.findIndex((line, index) => index > 0 && line.startsWith("```"));
  const last = end === -1 ? lines.length : end;
  return { block: { kind: "code", text: lines.slice(1, last).join("\n") }, lines: Math.min(last + 1, lines.length) };
}

function takeList(lines: readonly string[]): Taken {
  const items: string[] = [];
  let used = 0;
  for (const line of lines) {
    const item = listItem.exec(line)?.[1];
    if (item !== undefined) items.push(item);
    else if (/^\s+\S/.test(line) && items.length > 0) items.push(`${items.pop() ?? ""} ${line.trim()}`);
    else break;
    used += 1;
  }
  const ordered = /^\s*\d/.test(lines[0] ?? "");
  return { block: { kind: "list", ordered, items: items.map((item) => parseInline(item)) }, lines: used };
}

const cells = (line: string): readonly (readonly Inline[])[] =>
  line
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => parseInline(cell.trim()));

function isTable(lines: readonly string[]): boolean {
  return (
    (lines[0] ?? "").includes("|") &&
    /^\s*\|?\s*:?-{2,}[-:|\s]*$/.test(lines[1] ?? "") &&
    (lines[1] ?? "").includes("|")
  );
}

function takeTable(lines: readonly string[]): Taken {
  const end = lines.findIndex((line) => !line.includes("|"));
  const used = end === -1 ? lines.length : end;
  return { block: { kind: "table", head: cells(lines[0] ?? ""), rows: lines.slice(2, used).map(cells) }, lines: used };
}

function takeText(lines: readonly string[]): Taken {
  const end = lines.findIndex((line, index) => index > 0 && startsBlock(line));
  const own = lines.slice(0, end === -1 ? lines.length : end);
  const quoted = own.every((line) => line.startsWith(">"));
  const text = own.map((line) => (quoted ? line.replace(/^>\s?/, "") : line.trim())).join(" ");
  return { block: { kind: quoted ? "quote" : "paragraph", children: parseInline(text) }, lines: own.length };
}
