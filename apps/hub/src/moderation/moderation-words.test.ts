import { describe, expect, it } from "vitest";
import { actionWords, caseHref, kindWords, storeHref } from "./moderation-words.ts";

describe("words of moderation", () => {
  it("say what, where and what was done", () => {
    expect(kindWords.reply).toBe("Seller's answer");
    expect(caseHref({ kind: "review", thingId: "1" })).toBe("/moderation/review/1");
    expect(storeHref("review", "acme/surge")).toBe("/store/acme/surge/reviews");
    expect(storeHref("seller", "acme")).toBe("/store/acme");
    expect(storeHref("listing", "")).toBeNull();
    expect(actionWords("appeal-upheld")).toContain("appeal");
  });
});
