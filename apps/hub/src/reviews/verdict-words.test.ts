import { expect, test } from "vitest";
import { sampleSubject } from "./review-subject.fixture.ts";
import { verdictLine } from "./verdict-words.ts";

const { gate } = sampleSubject();
if (gate.kind !== "judged") throw new TypeError("sample");

test.each([
  [gate, 0, "Passed, nothing stands out"],
  [gate, 1, "Passed, one thing to look at"],
  [gate, 9, "Passed, 9 things to look at"],
  [{ ...gate, verdict: "quarantined" as const }, 2, "Quarantined, two things to look at"],
  [{ ...gate, verdict: "rejected" as const }, 2, "Rejected"],
  [{ kind: "pending" as const }, 1, "In the gate"],
])("verdictLine of %j with %i things is %s", (state, toLookAt, line) => {
  expect(verdictLine(state, toLookAt)).toBe(line);
});
