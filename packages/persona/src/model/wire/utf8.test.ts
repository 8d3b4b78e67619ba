import { assert, property, string, uint8Array } from "fast-check";
import { expect, it } from "vitest";
import { textOf } from "./utf8.ts";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

it("textOf reads all of Unicode", () => {
  assert(
    property(string({ unit: "binary", maxLength: 50 }), (text) => {
      expect(textOf(new TextEncoder().encode(text))).toBe(text.toWellFormed());
    }),
  );
}, 30_000);

it("textOf refuses what a strict decoder refuses, and nothing else", () => {
  assert(
    property(uint8Array({ maxLength: 8 }), (bytes) => {
      let wanted: string | null = null;
      try {
        wanted = strict.decode(bytes);
      } catch {
        wanted = null;
      }
      expect(textOf(bytes)).toBe(wanted);
    }),
    { numRuns: 1_000 },
  );
}, 30_000);
