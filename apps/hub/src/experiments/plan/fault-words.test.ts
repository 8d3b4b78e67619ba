import { expect, it } from "vitest";
import { faultWords } from "./fault-words.ts";

it.each([
  ["name", "Too small: expected string to have >=1 characters", "Give it a name that says what you try."],
  ["arms.1.title", "Too small: expected string to have >=1 characters", "Give the arm a name."],
  ["arms.1.personaVersionId", "Invalid UUID", "Choose a version."],
  ["alpha", "Too big: expected number to be <=0.2", "At most 20 %."],
  ["maxS", "Too big: expected number to be <=7776000", "At most 90 days."],
  ["design.blockS", "Too small: expected number to be >=1", "At least 1 s."],
  ["arms.1.settings.riskTolerance", "Too big: expected number to be <=1", "At most 1."],
  ["guardrails.0.margin", "Too small: expected number to be >0", "More than 0."],
  ["minimumEffect", "Invalid input: expected number, received NaN", "Type a number."],
  ["arms.1.settings.cooldownGrowS", "Invalid input: expected number, received undefined", "Give both, or neither."],
  ["maxS", "must not be shorter than the minimum run time", "Must not be shorter than the minimum run time"],
])("faultWords of %s: %s", (field, message, words) => {
  expect(faultWords(field, message)).toBe(words);
});
