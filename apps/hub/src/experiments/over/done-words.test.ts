import { expect, it } from "vitest";
import { doneWords } from "./done-words.ts";

it.each([
  ["winner-promoted", "Half the factor", "Half the factor was put in charge of the fleet."],
  ["winner-promoted", null, "the winner was put in charge of the fleet."],
  ["guardrail-broken", null, "the arm was taken back by itself; what was in charge before is again."],
  ["of-a-newer-hub", null, "see what happened below."],
])("doneWords of %s, won by %s", (code, winner, words) => {
  expect(doneWords(code, winner)).toBe(words);
});
