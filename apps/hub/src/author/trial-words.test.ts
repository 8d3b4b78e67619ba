import { expect, test } from "vitest";
import { trialWords } from "./trial-words.ts";

test("trialWords says nothing where there is no trial", () => {
  expect([trialWords(null), trialWords(1), trialWords(14)]).toEqual([null, "1 day to try it", "14 days to try it"]);
});
