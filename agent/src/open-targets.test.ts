import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openTargets, readTargetFile, targetKind, TARGET_KINDS } from "./open-targets.ts";

const folder = mkdtempSync(join(tmpdir(), "ot-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const registration = `targetKind({ kind: "json-file", load: () => import("./targets/testing/json-file-target.fixture.ts") })`;
const kinds = [
  ...TARGET_KINDS,
  targetKind({ kind: "json-file", load: () => import("./targets/testing/json-file-target.fixture.ts") }),
];

describe("openTargets", () => {
  it("openTargets opens a target whose kind is one more line of the registry", async () => {
    const service = file("service.json", { workers: 2, cache: "short" });
    const [target] = await openTargets([file("toy.json", { kind: "json-file", path: service })], kinds);
    expect(await target?.read()).toEqual({ workers: 2, cache: "short" });
    for (const step of (await target?.plan({ workers: 5 })) ?? []) await step.apply();
    expect(JSON.parse(readFileSync(service, "utf8"))).toEqual({ workers: 5, cache: "short" });
  });

  it("openTargets needs less than forty lines for a new target, its registration and its test", () => {
    const here = (path: string) => readFileSync(resolve(import.meta.dirname, path), "utf8").trimEnd();
    const target = here("targets/testing/json-file-target.fixture.ts");
    const test = here("targets/testing/json-file-target.itest.ts");
    const lines = [target, registration, test].reduce((sum, text) => sum + text.split("\n").length, 0);
    expect(lines).toBeLessThan(40);
    expect(test.split("\n").filter((line) => line !== "").length).toBeLessThanOrEqual(5);
    const page = here("../../docs/add-a-target.md");
    for (const text of [target, registration, test]) expect(page).toContain(text);
  });

  it("openTargets opens nothing when one of the files is wrong", async () => {
    const good = file("good.json", { kind: "json-file", path: "/nonexistent" });
    const opening = openTargets([good, file("bad.json", "{")], kinds);
    await expect(opening).rejects.toMatchObject({ code: "targets-invalid" });
  });
});

describe("readTargetFile", () => {
  it.each([
    ["text that is not JSON", "{", "cannot be read"],
    ["a kind that nobody registered", { kind: "telnet" }, "kind"],
    ["a field that its kind does not know", { kind: "json-file", path: "/a", command: "/bin/sh" }, "command"],
    ["a path that counts from nowhere", { kind: "json-file", path: "a" }, "path"],
  ])("readTargetFile refuses %s and says which file", async (_, content, mention) => {
    const path = file("wrong.json", content);
    const reading = readTargetFile(path, kinds);
    await expect(reading).rejects.toMatchObject({
      code: "targets-invalid",
      message: expect.stringContaining(mention) as string,
    });
    await expect(reading).rejects.toThrow(path);
  });
});
