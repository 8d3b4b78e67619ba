import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { idsOfToken, mintToken, tokenHash } from "./secret-token.ts";

const bytes = (length: number): Uint8Array => new Uint8Array(length).fill(251);

describe("mintToken", () => {
  it("makes tokens whose ids can be read back, for any ids", () => {
    fc.assert(
      fc.property(fc.array(fc.uuid(), { maxLength: 3 }), (ids) => {
        expect(idsOfToken("fpe", ids.length, mintToken("fpe", ids, bytes))).toEqual(ids);
      }),
    );
  });

  it("makes tokens of another prefix or number of ids unreadable, and junk too", () => {
    const token = mintToken("fps", ["01234567-89ab-4def-8123-456789abcdef"], bytes);
    expect(idsOfToken("fpe", 1, token)).toBeNull();
    expect(idsOfToken("fps", 2, token)).toBeNull();
    fc.assert(fc.property(fc.string(), (junk) => idsOfToken("fpe", 1, junk) === null));
  });
});

describe("tokenHash", () => {
  it("is SHA-256, as the database checks", () => {
    expect(Buffer.from(tokenHash("abc")).toString("hex")).toMatch(/^ba7816bf/);
  });
});
