import { describe, expect, it } from "vitest";
import { settingLines, triggerSentence } from "./sentences.ts";

const when = { signal: "queue_depth", comparison: ">=", threshold: 20, for_s: 0, hysteresis: 0 } as const;

describe("triggerSentence", () => {
  it.each([
    [{ kind: "pin", attribute: "compression", value: false }, "set compression to off."],
    [{ kind: "narrow", attribute: "cpu_allocation", min: 0.1, max: 0.2 }, "keep cpu_allocation between 0.1 and 0.2."],
    [{ kind: "safe" }, "go to the safe configuration."],
    [{ kind: "decide" }, "decide at once."],
  ] as const)("says %j", (effect, words) => {
    // oxlint-disable-next-line unicorn/no-thenable -- the schema's own word; a trigger is never awaited
    expect(triggerSentence({ name: "t", when, then: effect })).toBe(`When queue_depth is at or above 20, ${words}`);
  });

  it("says for how long, and when it lets go", () => {
    // oxlint-disable-next-line unicorn/no-thenable -- the schema's own word; a trigger is never awaited
    const held = { name: "t", when: { ...when, for_s: 5, hysteresis: 3 }, then: { kind: "decide" } as const };
    expect(triggerSentence(held)).toBe("When queue_depth is at or above 20 for 5 s, decide at once. Lets go below 17.");
    const low = { ...when, comparison: "<", hysteresis: 3 } as const;
    // oxlint-disable-next-line unicorn/no-thenable -- the schema's own word; a trigger is never awaited
    expect(triggerSentence({ name: "t", when: low, then: { kind: "safe" } })).toContain("Lets go at or above 23.");
  });
});

describe("settingLines", () => {
  it("has only what the document says, in words", () => {
    expect(settingLines({})).toEqual([]);
    expect(
      settingLines({
        risk_tolerance: 0.2,
        cooldown_s: { grow: 0, shrink: 60 },
        guardrail: null,
        blast_radius: { share: 0.25, window_s: 60 },
      }),
    ).toEqual([
      { name: "Risk tolerance", words: "0.2" },
      { name: "Cooldown", words: "0 s to grow, 60 s to shrink" },
      { name: "Outcome guardrail", words: "switched off" },
      { name: "Blast radius", words: "at most 25 % of the hosts change in 60 s" },
    ]);
  });

  it("says when a change is taken back", () => {
    const guardrail = { error_rate_increase: 0.05, latency_increase: 1, window_s: 30 };
    expect(settingLines({ guardrail })[0]?.words).toBe(
      "takes a change back at 5 points more errors or p95 100 % above within 30 s",
    );
  });
});
