import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { installLine, shellWord } from "./install-line.ts";

const parts = {
  hubUrl: "http://127.0.0.1:4000",
  gatewayUrl: "http://127.0.0.1:4001",
  release: { digest: "d".repeat(64), installerDigest: "e".repeat(64) },
  token: "fpt_abc",
};

test("installLine fetches the installer, checks it, and names hub, gateway, release, token and targets file", () => {
  expect(installLine({ ...parts, targetsFile: " /tmp/targets.json " })).toBe(
    `i=$(mktemp) && curl -fsSL http://127.0.0.1:4000/install.sh -o "$i" && echo "${"e".repeat(64)}  $i" | sha256sum -c - && ` +
      `sh "$i" --hub http://127.0.0.1:4000 --gateway http://127.0.0.1:4001 --release ${"d".repeat(64)} --token fpt_abc --targets /tmp/targets.json`,
  );
});

test("installLine leaves out an empty targets file", () => {
  expect(installLine({ ...parts, targetsFile: "" })).not.toContain("--targets");
});

test.each(["plain", "two words", "it's", "$(id)", "`id`", "a;b", "", "tab\there", "'"])(
  "shellWord of %j is that one word",
  (text) => {
    expect(execFileSync("sh", ["-c", `printf %s ${shellWord(text)}`], { encoding: "utf8" })).toBe(text);
  },
);
