import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeAllAtomically, writeAtomically } from "./write-atomically.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "persona-files-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("writeAtomically puts the new content in the old one's place, and makes the folder", () => {
  const path = join(folder, "runs", "checkpoint");
  writeAtomically(path, "one");
  writeAtomically(path, Uint8Array.of(50));
  expect(readFileSync(path, "utf8")).toBe("2");
  expect(readdirSync(join(folder, "runs"))).toEqual(["checkpoint"]);
});

test("writeAtomically leaves the previous file alone when the disk fills half-way, and says what to do", () => {
  const path = join(folder, "checkpoint");
  writeAtomically(path, "before");
  let written = 0;
  const full = (descriptor: number, bytes: Uint8Array, from: number): number => {
    if (written > 0) throw Object.assign(new TypeError("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    written += writeSync(descriptor, bytes, from, 3);
    return written;
  };
  expect(() => writeAtomically(path, "after it", { write: full })).toThrow(
    /checkpoint could not be written: the disk is full\. Free some space and go on with --resume\. What was there before is untouched/,
  );
  expect(written).toBe(3);
  expect(readFileSync(path, "utf8")).toBe("before");
  expect(readdirSync(folder)).toEqual(["checkpoint"]);
});

test("writeAtomically says when a folder is in the way", () => {
  writeAtomically(join(folder, "file"), "x");
  expect(() => writeAtomically(join(folder, "file", "inside"), "x")).toThrow("could not be written");
});

test("writeAllAtomically puts none in its place when one does not fit", () => {
  const [card, policy] = [join(folder, "card.md"), join(folder, "policy.onnx")];
  writeAtomically(card, "old");
  const full = (descriptor: number, bytes: Uint8Array, from: number): number => {
    if (bytes.length > 5) throw Object.assign(new TypeError("ENOSPC"), { code: "ENOSPC" });
    return writeSync(descriptor, bytes, from);
  };
  expect(() =>
    writeAllAtomically(
      [
        [card, "new"],
        [policy, "too large"],
      ],
      { write: full },
    ),
  ).toThrow(/policy\.onnx could not be written: the disk is full/);
  expect(readFileSync(card, "utf8")).toBe("old");
  expect(readdirSync(folder)).toEqual(["card.md"]);
});
