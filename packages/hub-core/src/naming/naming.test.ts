import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mixesScripts, skeletonOf } from "./confusables.ts";
import { editDistanceAtMostOne } from "./require-free-names.ts";
import { reservedIn } from "./reserved.ts";

describe("skeletonOf", () => {
  it.each([
    ["acme", "аcmе"],
    ["acme", "ACME"],
    ["acme", "a-c-m-e"],
    ["acme", "Acrne"],
    ["acme", "ａｃｍｅ"],
    ["acme", "𝐚𝐜𝐦𝐞"],
    ["acme", "ácmé"],
    ["google", "g00gle"],
    ["paypal", "paypa1"],
    ["paypal", "PAYPAI"],
    ["wave", "vvave"],
    ["surge", "5urge"],
    ["nginx", "ᴨɡіnх".replace("ᴨ", "n")],
    ["ΑΒΓ-tools", "abγ tools"],
  ])("is the same for %s and %s", (one, other) => {
    expect(skeletonOf(other)).toBe(skeletonOf(one));
  });

  it("tells apart what looks apart, in any script", () => {
    const names = ["acme", "acne", "zenith", "surge", "Привет", "東京", "서울", "שלום", "प्रेम"];
    expect(new Set(names.map(skeletonOf)).size).toBe(names.length);
  });

  const slug = fc.stringMatching(/^[a-z0-9]{1,12}(-[a-z0-9]{1,6}){0,2}$/);

  it("is the same however a name is cased, spaced, composed and marked", () => {
    fc.assert(
      fc.property(slug, fc.constantFrom("", "\u0301", "\u0308"), (name, mark) => {
        const dress = (letter: string): string => `${letter.toUpperCase()}${/[a-z]/.test(letter) ? mark : ""}`;
        const dressed = Array.from(name, dress).join("");
        expect(skeletonOf(dressed)).toBe(skeletonOf(name));
        expect(skeletonOf(name.replaceAll("-", " "))).toBe(skeletonOf(name));
      }),
    );
  });

  it("does not change when any letters are put in Cyrillic, Greek or full width", () => {
    const disguises: Readonly<Record<string, readonly string[]>> = {
      a: ["а", "α", "ａ"],
      c: ["с", "ϲ"],
      e: ["е", "ε"],
      o: ["о", "ο", "0"],
      p: ["р", "ρ"],
      x: ["х", "χ"],
      y: ["у", "γ"],
      i: ["і", "ι", "1"],
    };
    fc.assert(
      fc.property(slug, fc.infiniteStream(fc.nat(3)), (name, picks) => {
        const disguised = Array.from(name, (letter) => {
          const { value } = picks.next();
          return disguises[letter]?.[value as number] ?? letter;
        });
        expect(skeletonOf(disguised.join(""))).toBe(skeletonOf(name));
      }),
    );
  });

  const anyText = fc
    .array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 20 })
    .map((points) => String.fromCodePoint(...points).toWellFormed());

  it("is made of letters and digits alone, of any text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(/^[\p{L}\p{N}]*$/u.test(skeletonOf(text))).toBe(true);
      }),
    );
  });
});

describe("mixesScripts", () => {
  it.each([
    ["раypal", true],
    ["Αcme", true],
    ["acme", false],
    ["Привет мир", false],
    ["Acme Привет", false],
    ["東京 fleet", false],
    ["Café", false],
  ])("says of %s: %s", (name, expected) => {
    expect(mixesScripts(name)).toBe(expected);
  });
});

describe("reservedIn", () => {
  it.each([
    ["fleet-persona", "publisher", "official"],
    ["f1eet-pers0na", "publisher", "official"],
    ["acme-official", "publisher", "official"],
    ["support", "publisher", "official"],
    ["nginx", "publisher", "vendor"],
    ["nginx-team", "publisher", "vendor"],
    ["HAProxy Technologies", "publisher", "vendor"],
    ["Nginx surge guard", "listing", null],
    ["nginx", "listing", "vendor"],
    ["Official surge guard", "listing", "official"],
    ["support-desk-saver", "listing", null],
    ["acme", "publisher", null],
    ["awesome", "publisher", null],
  ] as const)("says of %s as a %s: %s", (name, kind, expected) => {
    expect(reservedIn(name, kind)).toBe(expected);
  });
});

describe("editDistanceAtMostOne", () => {
  it("holds for one letter put in, left out or changed anywhere, and not for two", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{3,12}$/), fc.nat(), fc.stringMatching(/^[a-z]$/), (word, at, letter) => {
        const place = at % word.length;
        const [before, after] = [word.slice(0, place), word.slice(place)];
        expect(editDistanceAtMostOne(word, before + letter + after)).toBe(true);
        expect(editDistanceAtMostOne(word, before + letter + after.slice(1))).toBe(true);
        expect(editDistanceAtMostOne(word, before + after.slice(1))).toBe(true);
        expect(editDistanceAtMostOne(word, `${before}00${after}`)).toBe(false);
      }),
    );
  });
});
