import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { tarOf } from "./tar.ts";

test("tarOf writes what tar reads, and the same bytes each time", () => {
  const files = { "persona.json": new TextEncoder().encode("{}"), "policy.onnx": new Uint8Array(1024).fill(7) };
  const archive = tarOf(files);
  expect(archive.length % 512).toBe(0);
  expect(tarOf(files)).toEqual(archive);
  expect(execFileSync("tar", ["-tf", "-"], { input: archive, encoding: "utf8" })).toBe("persona.json\npolicy.onnx\n");
  const content = execFileSync("tar", ["-xOf", "-", "policy.onnx"], { input: archive });
  expect(new Uint8Array(content)).toEqual(files["policy.onnx"]);
});
