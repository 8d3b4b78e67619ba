import type { Decision } from "@fleet-persona/engine";
import { describe, expect, it } from "vitest";
import { NO_DECISIONS, plus, tallyOf } from "./decision-tally.ts";

type Verdict = Decision["verdicts"][number];

const moved: Verdict = {
  attribute: "cpu_allocation",
  current: 0.1,
  recommended: 0.3,
  final: 0.2,
  clippedBy: ["magnitude"],
  heldBy: null,
  heldUntil: null,
};

function decision(
  change: Partial<Pick<Decision, "decider" | "override" | "handover" | "verdicts" | "triggers">>,
): Decision {
  return { decider: "policy", override: null, handover: null, verdicts: [moved], triggers: [], ...change } as Decision;
}

describe("tallyOf", () => {
  it.each([
    ["the pace of what is allowed", {}, 0],
    ["a cooldown", { verdicts: [{ ...moved, heldBy: "cooldown" }] }, 0],
    ["a back-off", { verdicts: [{ ...moved, heldBy: "back-off" }] }, 1],
    ["bounds that clipped", { verdicts: [{ ...moved, clippedBy: ["bounds", "magnitude"] }] }, 1],
    ["the outcome guardrail", { decider: "trigger", override: "guardrail" }, 1],
    ["bounds while the fallback decides", { decider: "fallback", verdicts: [{ ...moved, heldBy: "bounds" }] }, 0],
  ] as const)("counts what is held by %s", (_, change, held) => {
    expect(tallyOf(decision(change), new Set()).held).toBe(held);
  });

  it("counts answers that are none apart from signals that are missing", () => {
    const invalid = { kind: "policy", because: "policy-output-invalid" } as const;
    const missing = { kind: "required-signal", signal: "request_rate", problem: "missing" } as const;
    const tallies = [invalid, missing].map((handover) =>
      tallyOf(decision({ decider: "fallback", handover }), new Set()),
    );
    expect(tallies.map(({ fallback, invalid: none }) => [fallback, none])).toEqual([
      [1, 1],
      [1, 0],
    ]);
  });

  it("counts only triggers that take something out of the policy's hands", () => {
    const active = decision({ triggers: ["look-now", "pin"] });
    const twice = plus(tallyOf(active, new Set(["pin"])), tallyOf(active, new Set(["pin"])));
    expect(twice).toMatchObject({ decisions: 2, triggered: { pin: 2 } });
    expect(plus(NO_DECISIONS, twice)).toEqual(twice);
  });
});
