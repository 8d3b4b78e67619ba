import { expect, test } from "vitest";
import { hasConditions, parseSections } from "./config-section.ts";

const wordsIn = (body: string) => parseSections(`defaults\n${body}`)[0]?.lines.map((line) => line.words);

test("parseSections reads kinds, names and where each line stands", () => {
  const [global, front] = parseSections("# mine\nglobal\n  daemon\n\nfrontend www from base\n  bind :80\n");
  expect(global).toMatchObject({ kind: "global", name: "", lines: [{ words: ["daemon"], at: 2 }] });
  expect(front).toMatchObject({ kind: "frontend", name: "www", head: { words: ["frontend", "www", "from", "base"] } });
});

test.each([
  ["quotes hold blanks and hashes", `log-format "%ci # %ST"`, ["log-format", "%ci # %ST"]],
  [
    "strong quotes take a backslash as it is",
    String.raw`acl a path '\.css$'`,
    ["acl", "a", "path", String.raw`\.css$`],
  ],
  ["an escaped blank stays in its word", String.raw`errorfile 503 /a\ b`, ["errorfile", "503", "/a b"]],
  ["an escaped hash is no comment", String.raw`bind :80\#1 # two`, ["bind", ":80#1"]],
  ["parts of a word may be quoted", `bind ":"80`, ["bind", ":80"]],
  ["an empty word is a word", `cookie ""`, ["cookie", ""]],
  ["a comment ends the line", "mode http # tcp", ["mode", "http"]],
  ["a backslash at the end joins nothing on", "server s 1:1 \\", ["server", "s", "1:1", "\\"]],
  ["unknown words are kept", "frobnicate 7 times", ["frobnicate", "7", "times"]],
])("parseSections: %s", (_what, line, words) => {
  expect(wordsIn(`  ${line}\n`)).toEqual([words]);
});

test("parseSections reads what stands under a condition as if it held, without the condition", () => {
  const text =
    "backend a\n  mode http\n.if defined(X)\nbackend b\n  .if version_atleast(2.6)\n  retries 2\n  .endif\n.endif\n";
  const read = parseSections(text).map(({ name, lines }) => [name, lines.map((line) => line.text)]);
  expect(read).toEqual([
    ["a", ["mode http"]],
    ["b", ["retries 2"]],
  ]);
  expect(hasConditions(text)).toBe(true);
});

test("parseSections gives a line's text without its comment and with its quotes", () => {
  const [section] = parseSections(`backend b\n\tserver s "a:1" check # old\n`);
  expect(section?.lines[0]).toMatchObject({ text: `server s "a:1" check`, indent: "\t" });
});
