import { expect, test } from "vitest";
import { readEvidence } from "../evidence/read-evidence.ts";
import { effectSentence } from "./effect-sentence.ts";

const arms = (breach: number, cost: number) =>
  readEvidence({
    arms: { persona: { breachSeconds: breach, coreSeconds: cost }, default: { breachSeconds: 20, coreSeconds: 100 } },
  });

test.each([
  [14, 100, "30 % fewer breach seconds, cost the same, against default"],
  [25, 80, "25 % more breach seconds, cost 20 % lower, against default"],
])("effectSentence with %i breach seconds and %i core-seconds says: %s", (breach, cost, sentence) => {
  expect(effectSentence(arms(breach, cost))).toBe(sentence);
});

test("effectSentence says nothing without a baseline", () => {
  expect(effectSentence(readEvidence({}))).toBeNull();
});
