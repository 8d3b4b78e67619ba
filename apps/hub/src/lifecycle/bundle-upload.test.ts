import { expect, test } from "vitest";
import { base64Of, chooseBundle } from "./bundle-upload.ts";

const file = (name: string, size = 10) => ({ name, size });
const whole = ["persona.json", "policy.onnx", "card.md", "evidence.json", "envelope.json"].map((name) => file(name));

test("chooseBundle takes the five files of a bundle and leaves what lies beside them", () => {
  expect(chooseBundle([file("report.html"), ...whole])).toEqual({ kind: "bundle", files: whole });
});

test.each([
  { name: "unsigned", chosen: whole.slice(0, 4), says: "not signed" },
  { name: "incomplete", chosen: whole.slice(2), says: "lacks persona.json, policy.onnx" },
  { name: "two at once", chosen: [...whole, file("card.md")], says: "two files called card.md" },
  { name: "too large", chosen: [...whole.slice(1), file("persona.json", 40_000_000)], says: "over 32 MiB" },
  { name: "nothing", chosen: [], says: "lacks" },
])("chooseBundle says in a sentence what is wrong: $name", ({ chosen, says }) => {
  expect(chooseBundle(chosen)).toMatchObject({ kind: "refused", message: expect.stringContaining(says) });
});

test("base64Of is what everybody else's base64 is, over any length", () => {
  for (const length of [0, 1, 32_767, 32_768, 100_001]) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 31) % 256);
    expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString("base64"));
  }
});
