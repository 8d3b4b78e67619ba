import { createHash } from "node:crypto";
import { expect, test, vi } from "vitest";
import { checkBundle } from "./check-bundle.ts";
import type { BundleFile, Sha256 } from "./check-bundle.ts";

const hex = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const sha256: Sha256 = (bytes) => Promise.resolve(hex(bytes));
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const contents: Readonly<Record<string, Uint8Array>> = {
  "policy.onnx": bytesOf("weights"),
  "card.md": bytesOf("# Night saver"),
  "evidence.json": bytesOf("{}"),
};
const manifest = {
  id: "acme/night-saver",
  version: 3,
  name: "Night saver",
  files: Object.entries(contents).map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: hex(bytes) })),
};
const file = (name: string, bytes: Uint8Array): BundleFile => ({
  name,
  size: bytes.length,
  read: () => Promise.resolve(bytes),
});
const bundle = (changes: Readonly<Record<string, BundleFile | null>> = {}): readonly BundleFile[] => {
  const whole: Record<string, BundleFile | null> = {
    "persona.json": file("persona.json", bytesOf(JSON.stringify(manifest))),
    ...Object.fromEntries(Object.entries(contents).map(([name, bytes]) => [name, file(name, bytes)])),
    "envelope.json": file("envelope.json", bytesOf('{"signatures":[{"keyid":"a"}]}')),
    ...changes,
  };
  return Object.values(whole).filter((each) => each !== null);
};
const wrong = async (chosen: readonly BundleFile[]): Promise<readonly (readonly [string, string])[]> => {
  const { files, ready } = await checkBundle(chosen, sha256);
  expect(ready).toBeNull();
  return files.filter(({ state }) => state === "bad" || state === "missing").map(({ name, says }) => [name, says]);
};

test("checkBundle takes a bundle whose files are as its manifest says", async () => {
  const { files, says, ready } = await checkBundle([...bundle(), file("notes.txt", bytesOf("x"))], sha256);
  expect(says).toEqual({ personaId: "acme/night-saver", version: 3, name: "Night saver" });
  expect(files.map(({ state }) => state)).toEqual(["good", "good", "good", "good", "good", "left-out"]);
  expect([...(ready?.keys() ?? [])].toSorted()).toEqual([
    "card.md",
    "envelope.json",
    "evidence.json",
    "persona.json",
    "policy.onnx",
  ]);
});

test("checkBundle says of a bundle without an envelope that it is not signed", async () => {
  expect(await wrong(bundle({ "envelope.json": null }))).toEqual([
    ["envelope.json", expect.stringMatching(/persona sign/)],
  ]);
});

test("checkBundle refuses what is too large before it reads a byte of it", async () => {
  const read = vi.fn(() => Promise.resolve(new Uint8Array()));
  const huge = { name: "policy.onnx", size: 33 * 1_048_576, read };
  expect(await wrong(bundle({ "policy.onnx": huge }))).toEqual([
    ["policy.onnx", "Too large: 33 MiB, and 32 MiB at most."],
  ]);
  const wide = { name: "persona.json", size: 256 * 1_024 + 1, read };
  expect(await wrong(bundle({ "persona.json": wide }))).toEqual([
    ["persona.json", "Too large: 257 KiB, and 256 KiB at most."],
  ]);
  const half = { name: "policy.onnx", size: 20 * 1_048_576, read };
  const other = { name: "evidence.json", size: 13 * 1_048_576, read };
  expect(await wrong(bundle({ "policy.onnx": half, "evidence.json": other }))).toEqual([
    ["policy.onnx", "The files are 33.1 MiB together, and 32 MiB at most."],
  ]);
  expect(read).not.toHaveBeenCalled();
});

test("checkBundle finds the file that changed after it was signed, by size and by digest", async () => {
  const longer = file("card.md", bytesOf("# Night saver!"));
  expect(await wrong(bundle({ "card.md": longer }))).toEqual([
    ["card.md", expect.stringMatching(/13 bytes, and it has 14/)],
  ]);
  const other = file("card.md", bytesOf("# Night savor"));
  expect(await wrong(bundle({ "card.md": other }))).toEqual([["card.md", expect.stringMatching(/SHA-256 is another/)]]);
  // Where the browser has no SHA-256 the hub still refuses it.
  expect((await checkBundle(bundle({ "card.md": other }), null)).ready).not.toBeNull();
});

test("checkBundle says what is wrong with a manifest or an envelope that is none, and with two bundles at once", async () => {
  const none = file("persona.json", bytesOf("[]"));
  expect(await wrong(bundle({ "persona.json": none }))).toEqual([
    ["persona.json", expect.stringMatching(/no manifest/)],
  ]);
  const unsigned = file("envelope.json", bytesOf('{"signatures":[]}'));
  expect(await wrong(bundle({ "envelope.json": unsigned }))).toEqual([
    ["envelope.json", expect.stringMatching(/no signature/)],
  ]);
  expect(await wrong([...bundle(), file("card.md", bytesOf("x"))])).toEqual([
    ["card.md", expect.stringMatching(/twice/)],
  ]);
});
