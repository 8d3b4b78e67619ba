import { expect, test } from "vitest";
import { parseBlocks } from "./blocks.ts";
import { parseInline } from "./inline.ts";

const text = (value: string) => ({ kind: "text", text: value });

test("parseBlocks reads headings, paragraphs, lists, code, quotes and tables", () => {
  const source = [
    "# Surge ready",
    "",
    "Moves `active_servers`",
    "before the load **arrives**.",
    "- one",
    "  and more",
    "- two",
    "",
    "```",
    "<b>kept</b>",
    "```",
    "> careful",
    "",
    "| signal | unit |",
    "|---|---|",
    "| load | 1/s |",
  ].join("\n");
  expect(parseBlocks(source)).toEqual([
    { kind: "heading", level: 1, children: [text("Surge ready")] },
    {
      kind: "paragraph",
      children: [
        text("Moves "),
        { kind: "code", text: "active_servers" },
        text(" before the load "),
        { kind: "strong", children: [text("arrives")] },
        text("."),
      ],
    },
    { kind: "list", ordered: false, items: [[text("one and more")], [text("two")]] },
    { kind: "code", text: "<b>kept</b>" },
    { kind: "quote", children: [text("careful")] },
    { kind: "table", head: [[text("signal")], [text("unit")]], rows: [[[text("load")], [text("1/s")]]] },
  ]);
});

test.each(["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a < b && c > d"])(
  "parseInline leaves %s as text",
  (source) => {
    expect(parseInline(source)).toEqual([text(source)]);
  },
);

test.each(["javascript:alert(1)", "data:text/html,x", "//evil.example", "JAVASCRIPT:x", "vbscript:x"])(
  "parseInline makes no link to %s",
  (href) => {
    expect(parseInline(`[x](${href})`)).toEqual([text(`[x](${href})`)]);
  },
);

test("parseInline keeps snake_case words whole", () => {
  expect(parseInline("max_connections and load_balancing_algorithm")).toEqual([
    text("max_connections and load_balancing_algorithm"),
  ]);
});

test("parseBlocks ends on every input", () => {
  for (const source of ["```", "|", "|\n|-", "- ", "#", ">", "* * *", "[a](b", "**", "`", "\n\n\n", "1) x\n```\n"]) {
    expect(parseBlocks(source)).toBeDefined();
  }
});
