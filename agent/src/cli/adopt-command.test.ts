import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { DEBIAN } from "../adopt/haproxy/haproxy-configs.fixture.ts";
import { adoptCommand } from "./adopt-command.ts";

const given = (positionals: readonly string[], more: object = {}) => ({ stateRoot: "/nowhere", positionals, ...more });

/** What the command wrote to standard output and standard error. */
function said(run: () => number): { code: number; out: string; err: string } {
  const out = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const err = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    const code = run();
    const text = (spy: typeof out) => spy.mock.calls.map(([chunk]) => String(chunk)).join("");
    return { code, out: text(out), err: text(err) };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

test.each([[[]], [["a", "b"]]])("adoptCommand takes one file, not %j", (positionals) => {
  expect(() => adoptCommand(given(positionals))).toThrow(expect.objectContaining({ code: "usage" }));
});

test("adoptCommand says which file cannot be read", () => {
  expect(() => adoptCommand(given(["/nonexistent/haproxy.cfg"]))).toThrow(/nonexistent\/haproxy.cfg cannot be read/);
});

test("adoptCommand gives the diff alone on standard output with --diff, all of it without, and writes nothing", () => {
  const folder = mkdtempSync(join(tmpdir(), "ac-"));
  const file = join(folder, "haproxy.cfg");
  writeFileSync(file, DEBIAN);
  const bare = said(() => adoptCommand(given([file])));
  const diff = said(() => adoptCommand(given([file], { diff: true })));
  expect(bare).toMatchObject({ code: 0, err: "" });
  expect(bare.out).toContain("Cannot steer, and why:");
  expect(diff.out.startsWith(`--- ${file}\n+++ ${file}\n@@ `)).toBe(true);
  expect(diff.out.split("\n").every((line) => /^([ +@-]|$)/.test(line))).toBe(true);
  expect(diff.err).toContain("Next:");
  expect(bare.out.startsWith(diff.out)).toBe(true);
  expect(readdirSync(folder)).toEqual(["haproxy.cfg"]);
  rmSync(folder, { recursive: true });
});
