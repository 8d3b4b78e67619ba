import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it, test } from "vitest";
import { Markdown } from "./markdown.tsx";

const render = (source: string): string => renderToStaticMarkup(createElement(Markdown, { source }));

// The elements that a card may become, each with the only attributes it may have.
const allowed =
  /^<(?:\/(?:div|h3|h4|p|blockquote|pre|code|ol|ul|li|table|thead|tbody|tr|th|td|strong|em|a)|div class="[^"<>]*"(?: tabindex="0")?|h3|h4|p|blockquote|pre tabindex="0"|code|ol|ul|li|table|thead|tbody|tr|th scope="col"|td|strong|em|hr\/|a href="(?:https?:\/\/|mailto:|#)[^"<>]*" rel="noreferrer nofollow ugc")>$/i;

const attacks = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "![pixel](https://evil.example/p.png)",
  '![x](x "onerror=alert(1)")',
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](java\tscript:alert(1))",
  "[x](&#106;avascript:alert(1))",
  "[x](data:text/html,<script>alert(1)</script>)",
  "[x](vbscript:x) [y](file:///etc/passwd) [z](//evil.example)",
  '[x](https://a.example/"onmouseover="alert(1))',
  "[x](https://a.example/<script>)",
  "<https://a.example> <javascript:alert(1)>",
  "[ref]: javascript:alert(1)\n[ref]",
  "`<script>` **<b onclick=x>** *<i>* ~~<s>~~",
  "# <svg/onload=alert(1)>",
  "> <iframe src=javascript:alert(1)>",
  "- <details open ontoggle=alert(1)>",
  "| <style>*{display:none}</style> | b |\n|---|---|\n| <a href=x> | [q](javascript:1) |",
  "```html\n<script>alert(1)</script>\n```",
  "<!-- --><base href=https://evil.example>",
  "\u202Egnp.exe <form action=https://evil.example><input name=password>",
];

describe("Markdown", () => {
  it.each(attacks)("makes nothing of %j that runs, loads or points anywhere but to the web", (source) => {
    const html = render(source);
    for (const [tag] of html.matchAll(/<[^>]*>/g)) expect(tag).toMatch(allowed);
    expect(html).not.toMatch(/<(?:script|img|svg|iframe|style|base|form|input|details)/i);
  });

  it.each([
    ["brackets", "[".repeat(131_072)],
    ["links that never end", "[a](".repeat(32_768)],
    ["code", "`x` ".repeat(32_768)],
    ["stars", "**a*b".repeat(26_214)],
    ["underscores", "_a ".repeat(43_690)],
    ["blank lines", "\n".repeat(131_072)],
    ["a heading of blanks", `# ${" ".repeat(131_000)}x ${"#".repeat(10)}`],
    ["a table of blanks", `|\n|${" ".repeat(131_000)}x`],
    ["quotes", ">".repeat(131_072)],
    ["one list", "- a\n  b\n".repeat(16_384)],
  ])("comes to an end of a whole card of %s", (_what, source) => {
    expect(render(source)).toMatch(/^<div class="[^"<>]*">/);
  });
});

test("Markdown gives links away as somebody else's", () => {
  expect(render("[home](https://acme.example/a?b=1&c=2)")).toContain(
    '<p><a href="https://acme.example/a?b=1&amp;c=2" rel="noreferrer nofollow ugc">home</a></p>',
  );
});
