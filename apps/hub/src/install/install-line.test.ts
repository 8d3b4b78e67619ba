import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { installLine, shellWord } from "./install-line.ts";

test("installLine names the hub's script, the token and the targets file", () => {
  expect(installLine({ hubUrl: "http://127.0.0.1:4000", token: "fpt_abc", targetsFile: " /tmp/targets.json " })).toBe(
    "curl -fsSL http://127.0.0.1:4000/install.sh | sh -s -- --token fpt_abc --targets /tmp/targets.json",
  );
});

test("installLine leaves out an empty targets file", () => {
  expect(installLine({ hubUrl: "https://hub", token: "t", targetsFile: "" })).not.toContain("--targets");
});

test.each(["plain", "two words", "it's", "$(id)", "`id`", "a;b", "", "tab\there", "'"])(
  "shellWord of %j is that one word",
  (text) => {
    expect(execFileSync("sh", ["-c", `printf %s ${shellWord(text)}`], { encoding: "utf8" })).toBe(text);
  },
);
