import { describe, expect, it } from "vitest";
import { eligibilitySentence, hoursWords, ranWords, stateWords } from "./review-words.ts";

const standing = {
  obstacle: null,
  usage: { hosts: 2, seconds: 97_200, firstAt: 0, lastAt: 0 },
  minSeconds: 86_400,
  versions: [],
  effects: [],
  review: null,
  tenantName: "Demo shop",
};

describe("eligibilitySentence", () => {
  it("says how long agents ran it, and how long they have to", () => {
    expect(eligibilitySentence(standing)).toBe("Your agents ran it for 1 day 3 h on 2 hosts.");
    const short = { ...standing, usage: { ...standing.usage, seconds: 10_800 } };
    expect(eligibilitySentence({ ...short, obstacle: { kind: "ran-too-short", sentence: "" } })).toBe(
      "Your agents ran it 3 h of 24 h: you can review it when they have.",
    );
    expect(eligibilitySentence({ ...standing, obstacle: { kind: "not-got", sentence: "Get it first." } })).toBe(
      "Get it first.",
    );
  });
});

describe("words of reviews", () => {
  it("say hours, what a review rests on, and what became of it", () => {
    expect(hoursWords(5_400)).toBe("1.5 h");
    expect(ranWords({ version: 4, ranSeconds: 86_400 })).toBe("version 4, after 1 day on their agents");
    expect(stateWords({ kind: "void", because: "refunded", at: 0 })).toContain("refunded");
    expect(stateWords({ kind: "hidden", at: 0 })).toBe("hidden by a moderator");
  });
});
