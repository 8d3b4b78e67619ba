import { describe, expect, it } from "vitest";
import { noticeSentence, versionsPhrase } from "./state-words.ts";

describe("versionsPhrase", () => {
  it.each([
    [[3], "version 3"],
    [[1, 2], "versions 1, 2"],
    [[1, 2, 3, 5], "versions 1 to 3 and 5"],
    [[1, 3, 7], "versions 1, 3 and 7"],
  ])("says %j as %s", (versions, words) => {
    expect(versionsPhrase(versions)).toBe(words);
  });
});

describe("noticeSentence", () => {
  it("ends the reason and names the successor", () => {
    const notice = { kind: "deprecated", saidAt: 0 } as const;
    expect(noticeSentence({ ...notice, reason: "It sheds load", successor: 4 })).toBe(
      "It sheds load. Go to version 4.",
    );
    expect(noticeSentence({ ...notice, reason: "Why not?", successor: null })).toBe("Why not?");
  });
});
