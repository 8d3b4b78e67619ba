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

describe("proseSchema", () => {
  it("keeps line breaks and refuses what cannot be seen", () => {
    expect(proseSchema(80).parse("one\ntwo\t")).toBe("one\ntwo");
    expect(proseSchema(80).safeParse("bell\u0007").success).toBe(false);
  });
});
