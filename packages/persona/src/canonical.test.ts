import { utf8 } from "@scure/base";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalBytes, parseCanonical } from "./canonical.ts";
import { PersonaError } from "./refusal.ts";

const canonical = (value: unknown) => utf8.encode(canonicalBytes(value));

describe("canonicalBytes", () => {
  it("canonicalBytes reproduces the example of RFC 8785 §3.2.2", () => {
    const input: unknown = JSON.parse(String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`);
    expect(canonical(input)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it("canonicalBytes sorts keys by UTF-16 code units as RFC 8785 §3.2.3 shows", () => {
    const input = {
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face",
      "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis",
    };
    expect(Object.values(JSON.parse(canonical(input)) as Record<string, string>)).toEqual([
      "One",
      "Carriage Return",
      "Control",
      "Latin Small Letter O With Diaeresis",
      "Euro Sign",
      "Emoji: Grinning Face",
      "Hebrew Letter Dalet With Dagesh",
    ]);
  });

  // RFC 8785 appendix B.
  it.each([
    [-0, "0"],
    [5e-324, "5e-324"],
    [1.7976931348623157e308, "1.7976931348623157e+308"],
    [9007199254740992, "9007199254740992"],
    [295147905179352830000, "295147905179352830000"],
    [9.999999999999997e22, "9.999999999999997e+22"],
    [1e23, "1e+23"],
    [9.999999999999997e-7, "9.999999999999997e-7"],
    [0.000001, "0.000001"],
  ])("canonicalBytes writes the number %s as %s", (number, text) => {
    expect(canonical(number)).toBe(text);
  });

  it.each([
    ["NaN", Number.NaN],
    ["infinity", Infinity],
    ["undefined", { a: undefined }],
    ["a lone surrogate", "\ud800"],
    ["a lone surrogate in a key", { "\udead": 1 }],
    ["a date", new Date(0)],
    ["a function", () => 1],
    ["bytes", new Uint8Array(1)],
    ["nesting without end", Array.from({ length: 70 }).reduce((inner) => [inner], 1)],
  ])("canonicalBytes throws for %s", (_, value) => {
    expect(() => canonicalBytes(value)).toThrow(PersonaError);
  });
});

describe("parseCanonical", () => {
  it("parseCanonical reads back whatever canonicalBytes wrote", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "grapheme" }), (value) => {
        const bytes = canonicalBytes(value);
        expect(canonicalBytes(parseCanonical(bytes))).toEqual(bytes);
      }),
    );
  });

  it.each(['{"b":1,"a":2}', '{ "a":1}', '{"a":1.0}', '{"a":1,"a":1}', '{"a":"\\u0041"}', '\ufeff{"a":1}', "[1", ""])(
    "parseCanonical refuses the second spelling %s",
    (text) => {
      expect(parseCanonical(utf8.decode(text))).toBeUndefined();
    },
  );

  it("parseCanonical refuses bytes that are not UTF-8", () => {
    expect(parseCanonical(new Uint8Array([0x22, 0xff, 0x22]))).toBeUndefined();
  });
});
