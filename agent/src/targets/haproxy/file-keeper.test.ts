import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fileKeeper, withCurrent } from "./file-keeper.ts";

function ownFile(text: string) {
  const folder = mkdtempSync(join(tmpdir(), "fk-"));
  const path = join(folder, "a.map");
  writeFileSync(path, text);
  return { folder, path, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

test.each([
  ["current a\n", "current b\n"],
  ["# mine\ncurrent   a\nother x\n", "# mine\ncurrent b\nother x\n"],
  ["", "current b\n"],
  ["currently a\n", "current b\ncurrently a\n"],
])("withCurrent makes %j into %j", (text, expected) => {
  expect(withCurrent(text, "b")).toBe(expected);
});

test("fileKeeper ends with the last word for each file, its mode as it was and nothing beside it", async () => {
  using own = ownFile("current 0\n");
  chmodSync(own.path, 0o640);
  const keeper = fileKeeper();
  for (let value = 1; value <= 50; value += 1) keeper.keep(own.path, (text) => withCurrent(text, String(value)));
  await keeper.idle();
  expect(readFileSync(own.path, "utf8")).toBe("current 50\n");
  expect(statSync(own.path).mode & 0o777).toBe(0o640);
  expect(readdirSync(own.folder)).toEqual(["a.map"]);
});

test("fileKeeper makes no file where there is none, and says so", async () => {
  using own = ownFile("");
  const keeper = fileKeeper();
  const missing = join(own.folder, "b.map");
  keeper.keep(missing, () => "x");
  await keeper.idle();
  expect(readdirSync(own.folder)).toEqual(["a.map"]);
  expect(await keeper.trouble(missing)).toBe("ENOENT");
  expect(await keeper.trouble("virt@a")).toBe("it has no path of its own");
  expect(await keeper.trouble(own.path)).toBeNull();
});

test("fileKeeper tells of a write that failed until one goes well, and goes on with the others", async () => {
  using own = ownFile("current a\n");
  const keeper = fileKeeper();
  const full = () => {
    throw Object.assign(new Error("disk full"), { code: "ENOSPC" });
  };
  keeper.keep(own.path, full);
  await keeper.idle();
  expect(await keeper.trouble(own.path)).toBe("ENOSPC");
  keeper.keep(own.path, (text) => withCurrent(text, "b"));
  await keeper.idle();
  expect(await keeper.trouble(own.path)).toBeNull();
});
