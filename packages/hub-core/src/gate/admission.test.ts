import { expect, test } from "vitest";
import { admissionRefusal, quarantineReasons } from "./admission.ts";
import type { GateState, GateVerdict } from "./gate-run.ts";

const judged = (verdict: GateVerdict): GateState => ({
  kind: "judged",
  verdict,
  reasons: [
    { severity: "reject", code: "slow", message: "It is slow." },
    { severity: "quarantine", code: "guards-work-hard", message: "Guards held it back often." },
    { severity: "quarantine", code: "wide-range", message: "A range is wide." },
    { severity: "note", code: "small", message: "It is small." },
  ],
  confidence: 0.5,
  rulesVersion: 1,
  finishedAt: 0,
  runsAgain: false,
});

test.each<[GateState, readonly string[], string | null]>([
  [{ kind: "pending" }, [], "gate-pending"],
  [{ kind: "failed", failure: "It ran out of time." }, [], "gate-failed"],
  [judged("passed"), [], null],
  [judged("rejected"), ["guards-work-hard", "wide-range", "slow"], "gate-rejected"],
  [judged("quarantined"), [], "quarantine-unnamed"],
  [judged("quarantined"), ["wide-range"], "quarantine-unnamed"],
  [judged("quarantined"), ["wide-range", "guards-work-hard"], null],
])("admissionRefusal of %j with %j named is %s", (state, named, code) => {
  expect(admissionRefusal(state, named)?.code ?? null).toBe(code);
});

test("quarantineReasons are those of a quarantine and no others", () => {
  expect(quarantineReasons(judged("quarantined"))).toEqual(["guards-work-hard", "wide-range"]);
  expect(quarantineReasons(judged("passed"))).toEqual([]);
  expect(quarantineReasons({ kind: "pending" })).toEqual([]);
});
