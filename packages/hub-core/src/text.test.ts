import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isStorableJson, lineSchema, proseSchema } from "./text.ts";

describe("isStorableJson", () => {
  it("accepts any JSON without NUL and lone surrogates that is not nested without end", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const text = JSON.stringify(value);
        expect(isStorableJson(value)).toBe(!/\\u0000|\\ud[89a-f]/i.test(text));
      }),
    );
  });

  it.each([
    ["a NUL in a value", { a: ["\0"] }],
    ["a NUL in a key", { "\0": 1 }],
    ["a lone surrogate", ["\ud800"]],
    ["nesting beyond 32", JSON.parse(`${"[".repeat(40)}${"]".repeat(40)}`) as unknown],
  ])("refuses %s", (_what, value) => {
    expect(isStorableJson(value)).toBe(false);
  });
});

describe("lineSchema", () => {
  it.each(["", "   ", "a\u0000b", "two\nlines", "\u009b31m", "x".repeat(81)])("refuses %j", (text) => {
    expect(lineSchema(80).safeParse(text).success).toBe(false);
  });

  it("trims what it accepts", () => {
    expect(lineSchema(80).parse("  Café 東京 ")).toBe("Café 東京");
  });
});

describe("lineSchema and proseSchema", () => {
  it.each([
    ["characters that turn the direction of text", "safe\u202Egpj.exe\u2066", "safegpj.exe"],
    ["zero-width characters within a word", "ac\u200Bme\u2060\uFEFF\u00AD", "acme"],
    ["a joiner that joins nothing", "ac\u200Dme\u200C", "acme"],
    ["letters that look like nothing", "a\u3164\u2800b", "ab"],
    ["spaces of every kind", "a\u00A0b\u3000c", "a b c"],
    ["letters and marks that make one", "Cafe\u0301", "Caf\u00E9"],
    ["tags that nobody sees", "ok\u{E0041}\u{E0042}", "ok"],
  ])("take %s as they are seen", (_what, text, seen) => {
    expect(lineSchema(80).parse(text)).toBe(seen);
    expect(proseSchema(80).parse(text)).toBe(seen);
  });

  it.each(["👩‍💻 done", "می‌خواهم", "क्‍ष", "שָׁלוֹם", "Việt Nam", "ทำที่"])("leave %s as it is written", (text) => {
    expect(lineSchema(80).parse(text)).toBe(text.normalize("NFC"));
  });

  it("refuse a text of nothing visible where a line is asked for, and marks piled up on a letter", () => {
    expect(lineSchema(80).safeParse("\u200B\u202E \u3164").success).toBe(false);
    const zalgo = `z${"\u0335\u0321\u0348".repeat(4)}algo`;
    expect(lineSchema(80).safeParse(zalgo).success).toBe(false);
    expect(proseSchema(80).safeParse(zalgo).success).toBe(false);
  });

  it("keep markup as the letters it is made of: pages show it and never follow it", () => {
    const markup = `<img src=x onerror="alert(1)"><script>alert(2)</script>`;
    expect(lineSchema(120).parse(markup)).toBe(markup);
  });

  const anyText = fc
    .array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 40 })
    .map((points) => String.fromCodePoint(...points).toWellFormed());

  it("give the same when parsed again", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parsed = proseSchema(1_000).safeParse(text);
        if (parsed.success) expect(proseSchema(1_000).parse(parsed.data)).toBe(parsed.data);
      }),
    );
  });
});

describe("proseSchema", () => {
  it("keeps line breaks and refuses what cannot be seen", () => {
    expect(proseSchema(80).parse("one\ntwo\t")).toBe("one\ntwo");
    expect(proseSchema(80).safeParse("bell\u0007").success).toBe(false);
  });
});
