import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeOwnFiles } from "./own-files.ts";

function ownFolder() {
  const root = mkdtempSync(join(tmpdir(), "of-"));
  return {
    folder: join(root, "out"),
    outside: join(root, "outside"),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

const refused = expect.objectContaining({ code: "not-adoptable" });

test("writeOwnFiles writes, knows its own again, and keeps what a map was set to", () => {
  using own = ownFolder();
  const files = [
    { name: "a.cfg", content: "one\n" },
    { name: "a.map", content: "current 1\n", keep: true },
  ];
  expect(writeOwnFiles(own.folder, files).map(({ what }) => what)).toEqual(["written", "written"]);
  writeFileSync(join(own.folder, "a.map"), "current 7\n");
  expect(writeOwnFiles(own.folder, files).map(({ what }) => what)).toEqual(["unchanged", "kept"]);
  expect(writeOwnFiles(own.folder, [{ name: "a.cfg", content: "two\n" }]).map(({ what }) => what)).toEqual(["written"]);
  expect(readFileSync(join(own.folder, "a.map"), "utf8")).toBe("current 7\n");
});

test("writeOwnFiles refuses a file it did not make, one that was changed since, and a link, and then writes nothing", () => {
  using own = ownFolder();
  mkdirSync(own.folder);
  writeFileSync(join(own.folder, "theirs.cfg"), "mine\n");
  writeFileSync(own.outside, "precious\n");
  symlinkSync(own.outside, join(own.folder, "link.cfg"));
  const fresh = { name: "fresh.cfg", content: "x\n" };
  for (const name of ["theirs.cfg", "link.cfg"])
    expect(() => writeOwnFiles(own.folder, [fresh, { name, content: "new\n" }])).toThrow(refused);
  expect(readdirSync(own.folder).sort()).toEqual(["link.cfg", "theirs.cfg"]);
  writeOwnFiles(own.folder, [fresh]);
  writeFileSync(join(own.folder, "fresh.cfg"), "by hand\n");
  expect(() => writeOwnFiles(own.folder, [{ ...fresh, content: "y\n" }])).toThrow(refused);
  expect(readFileSync(join(own.folder, "fresh.cfg"), "utf8")).toBe("by hand\n");
  expect(readFileSync(own.outside, "utf8")).toBe("precious\n");
});

test.each(["../x", "/etc/x", "a/b", ".hidden", ".."])("writeOwnFiles refuses the name %s", (name) => {
  using own = ownFolder();
  expect(() => writeOwnFiles(own.folder, [{ name, content: "" }])).toThrow(refused);
});

test("writeOwnFiles trusts no record of what it made that it cannot read", () => {
  using own = ownFolder();
  writeOwnFiles(own.folder, [{ name: "a.cfg", content: "one\n" }]);
  writeFileSync(join(own.folder, ".fleet-agent-adopt.json"), `{"made":{"a.cfg":3}}`);
  expect(() => writeOwnFiles(own.folder, [{ name: "a.cfg", content: "two\n" }])).toThrow(refused);
});
