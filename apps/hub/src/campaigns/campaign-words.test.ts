import { describe, expect, it } from "vitest";
import { gainFigure, gainInterval, gainedPhrase } from "./campaign-words.ts";

describe("gainFigure", () => {
  it.each([
    [0.118, "+12 %"],
    [-0.034, "−3.4 %"],
    [0, "0 %"],
  ])("says %d as %s", (share, words) => expect(gainFigure(share)).toBe(words));
});

describe("gainInterval", () => {
  it("names both ends with their signs", () => {
    expect(gainInterval({ low: -0.03, high: 0.08 })).toBe("−3 % to +8 %");
  });
});

describe("gainedPhrase", () => {
  it("does not speak of a gain before anything won", () => {
    expect(gainedPhrase({ winners: 0, gained: 0 })).toBe("no winner yet");
    expect(gainedPhrase({ winners: 2, gained: 0.21 })).toBe("+21 % by 2 winners");
  });
});
