import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { eventually } from "../../testing/toy-agent.fixture.ts";
import { temporaryFolder } from "../testing/temporary-folder.fixture.ts";
import { followFile } from "./follow-file.ts";

function follow(path: string) {
  const seen: string[] = [];
  const times: number[] = [];
  const follower = followFile({
    path,
    now: Date.now,
    pollMs: 10,
    onLine(bytes, start, end, at) {
      seen.push(Buffer.from(bytes.subarray(start, end)).toString("utf8"));
      times.push(at);
    },
  });
  return { seen, times, follower, [Symbol.dispose]: () => follower.close() };
}

describe("followFile", () => {
  it("followFile begins at the end, in the middle of a line too, and gives every line that follows once", async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "access.log");
    writeFileSync(path, "old 1\nold 2\nhalf of an o");
    using log = follow(path);
    appendFileSync(path, "ld line\nnew 1\nne");
    await eventually("the first line", () => log.seen.length === 1);
    appendFileSync(path, "w 2\n");
    await eventually("the second line", () => log.seen.length === 2);
    expect(log.seen).toEqual(["new 1", "new 2"]);
    expect(log.follower.problem()).toBeNull();
  });

  it("followFile waits for a file and reads it from its beginning when it comes", async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "later", "access.log");
    using log = follow(path);
    expect(log.follower.waiting()).toBe(true);
    mkdirSync(join(folder.path, "later"));
    writeFileSync(path, "1\n2\n");
    await eventually("both lines", () => log.seen.length === 2);
    expect(log.follower.waiting()).toBe(false);
  });

  it("followFile goes on over rename and create, with what is still written to the old file", async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "access.log");
    writeFileSync(path, "");
    using log = follow(path);
    appendFileSync(path, "1\n");
    renameSync(path, `${path}.1`);
    appendFileSync(`${path}.1`, "2\n");
    await eventually("the lines before the new file", () => log.seen.length === 2);
    writeFileSync(path, "3\n");
    await eventually("the new file's line", () => log.seen.includes("3"));
    appendFileSync(`${path}.1`, "4\n");
    appendFileSync(path, "5\n");
    await eventually("lines of both files", () => log.seen.length === 5);
    renameSync(path, `${path}.2`);
    writeFileSync(path, "6\n");
    await eventually("the second rotation", () => log.seen.includes("6"));
    expect(log.seen.toSorted()).toEqual(["1", "2", "3", "4", "5", "6"]);
  });

  it("followFile goes on over copytruncate, when the file has grown past its old size at once too", async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "access.log");
    writeFileSync(path, "");
    using log = follow(path);
    appendFileSync(path, "before the cut\n");
    await eventually("the first line", () => log.seen.length === 1);
    copyFileSync(path, `${path}.1`);
    truncateSync(path);
    appendFileSync(path, "a\n");
    await eventually("the shorter file", () => log.seen.length === 2);
    truncateSync(path);
    appendFileSync(path, "longer than what was there before\nand more\n");
    await eventually("the longer file", () => log.seen.length === 4);
    expect(log.seen).toEqual(["before the cut", "a", "longer than what was there before", "and more"]);
  });

  it("followFile follows a symbolic link to where it points now", async () => {
    using folder = temporaryFolder();
    const [first, second, path] = ["a.log", "b.log", "current.log"].map((name) => join(folder.path, name));
    if (first === undefined || second === undefined || path === undefined) return;
    writeFileSync(first, "");
    writeFileSync(second, "fresh\n");
    symlinkSync(first, path);
    using log = follow(path);
    appendFileSync(first, "one\n");
    await eventually("the first file's line", () => log.seen.length === 1);
    symlinkSync(second, `${path}.new`);
    renameSync(`${path}.new`, path);
    await eventually("the second file's line", () => log.seen.length === 2);
    expect(log.seen).toEqual(["one", "fresh"]);
  });

  it("followFile does not count what stood in a file that it could not read at first", async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "access.log");
    mkdirSync(path);
    using log = follow(path);
    expect(log.follower.problem()).toMatch(/cannot be read/);
    rmSync(path, { recursive: true });
    writeFileSync(`${path}.new`, "old\n");
    renameSync(`${path}.new`, path);
    await eventually("the file is open", () => log.follower.problem() === null && !log.follower.waiting());
    appendFileSync(path, "new\n");
    await eventually("the new line", () => log.seen.includes("new"));
    expect(log.seen).toEqual(["new"]);
  });

  it("followFile says that a file is gone, and takes it up again", async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "access.log");
    writeFileSync(path, "");
    using log = follow(path);
    rmSync(path);
    mkdirSync(path);
    await eventually("a problem", () => log.follower.problem() !== null);
    rmSync(path, { recursive: true });
    writeFileSync(path, "back\n");
    await eventually("the line", () => log.seen.length === 1);
    expect(log.follower.problem()).toBeNull();
  });

  it("followFile reads a burst of megabytes in pieces, whole, and spreads it over the time it took", async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "access.log");
    writeFileSync(path, "");
    const began = Date.now();
    using log = follow(path);
    appendFileSync(path, Array.from({ length: 200_000 }, (_, n) => `line number ${n} of many\n`).join(""));
    await eventually("every line", () => log.seen.length === 200_000, 30_000);
    expect(log.seen[123_456]).toBe("line number 123456 of many");
    expect(log.times.every((at, n) => at >= began - 1 && at <= Date.now() && at >= (log.times[n - 1] ?? 0))).toBe(true);
  });
});
