import { expect, it } from "vitest";
import { row } from "../live/decision.fixture.ts";
import { handsOf } from "./hands-of.ts";

const hand = (until: number | null) => ({ kind: "drift", since: 1, until, ours: 1, theirs: 2 }) as const;

it("handsOf reads the newest decision of each host and forgets what is over", () => {
  const rows = [
    row(1, { decision: { hands: { gone: hand(null) } } }),
    row(5, { decision: { hands: { cpu: hand(100), over: hand(9) } } }),
    { ...row(4, { decision: { hands: { cpu: hand(100) } } }), hostName: "web-0" },
  ];
  expect(handsOf(rows, 10)).toEqual([{ attribute: "cpu", hand: hand(100), hostNames: ["web-0", "web-1"] }]);
});

it("handsOf knows of none in the records of an older agent", () => {
  expect(handsOf([row(1)], 10)).toEqual([]);
});
