import { describe, expect, it } from "vitest";
import { noControls } from "./controls.ts";
import { hasDrawn } from "./decision.ts";
import { explain } from "./explain/explain.ts";
import { DRAWS_EACH } from "./explore/explore.ts";
import { inheritedMemory, initialMemory, type EngineMemory } from "./memory.ts";
import { step } from "./step.ts";
import {
  calmSignals,
  choice,
  demoAttributes,
  demoSituation,
  NOW,
  number,
  observed,
  policySays,
} from "./testing/demo-situation.ts";

const exploration = {
  everyMs: 30_000,
  under: "toy",
  draws: Array.from({ length: demoAttributes.length * DRAWS_EACH }, () => 0.75),
};
const proposal = policySays({
  cpu_allocation: number(0.5, 0.1),
  caching_strategy: choice(0.2, 0.2, 0.2, 0.4),
});
type Overrides = Parameters<typeof demoSituation>[0];

function decided(overrides: Overrides = {}, memory: EngineMemory = initialMemory()) {
  return step(memory, demoSituation({ proposal, exploration, settings: { confidenceFloor: 0 }, ...overrides }));
}

describe("step, exploring", () => {
  it("decides on what was drawn, records it, and moves no further than it ever does", () => {
    const { decision, memory } = decided();
    expect(decision.decider).toBe("policy");
    expect(decision.exploration).toMatchObject({
      everyMs: 30_000,
      at: NOW,
      samples: { caching_strategy: { sample: 3, logProbability: Math.log(0.4) } },
      left: { active_servers: "no-weights" },
    });
    expect(decision.verdicts.find(({ attribute }) => attribute === "caching_strategy")?.recommended).toBe("long");
    expect(hasDrawn(decision)).toBe(true);
    const later = decided({ now: NOW + 1000, signals: observed(calmSignals, NOW + 1000) }, memory);
    expect(later.decision.exploration).toEqual(decision.exploration);
    expect(hasDrawn(later.decision)).toBe(false);
  });

  it("says in its sentence what was drawn and how likely it was", () => {
    const { decision, memory } = decided();
    expect(explain(decision, demoAttributes)).toMatch(
      /\. Drawn for an experiment: cpu_allocation 0\.1937 cores \(density 3\.989 on its range\) and caching_strategy long \(probability 40 %\)\.$/,
    );
    const later = decided({ now: NOW + 12_000, signals: observed(calmSignals, NOW + 12_000) }, memory);
    expect(explain(later.decision)).toContain("Drawn 12 s ago for an experiment");
  });

  it("has the confidence of a sample, as in training, once the policy was confident enough to be heard", () => {
    const undecided = policySays({ caching_strategy: choice(0.25, 0.25, 0.25, 0.25) });
    const heard = decided({ proposal: undecided, settings: { confidenceFloor: 0 } });
    expect(heard.decision.confidence.total).toBeGreaterThan(0.7);
    const unheard = decided({ proposal: undecided, settings: { confidenceFloor: 0.1 } });
    expect(unheard.decision).toMatchObject({ decider: "fallback", handover: { kind: "low-confidence" } });
    expect(unheard.decision).not.toHaveProperty("exploration");
  });

  it.each<[string, Overrides]>([
    ["the kill switch", { controls: { ...noControls, killSwitch: { by: "a", reason: "b" } } }],
    ["a revocation", { controls: { ...noControls, revoked: "due" } }],
    ["the fallback, a required signal being gone", { signals: {} }],
    ["the fallback, the policy having failed", { proposal: { kind: "unavailable", because: "policy-failed" } }],
    ["the fallback, asked in the policy's place", { settings: { decider: "fallback" } }],
  ])("draws nothing for %s, and lets go of what it had drawn", (_, change) => {
    const { decision, memory } = decided({ now: NOW + 1, ...change }, decided().memory);
    expect(decision.decider).not.toBe("policy");
    expect(decision).not.toHaveProperty("exploration");
    expect(memory.explored).toBeNull();
  });

  it("leaves a fleet's attributes to their leader and says so", () => {
    const controls = { ...noControls, leadership: { kind: "follows" as const, values: { caching_strategy: "micro" } } };
    const { decision } = decided({ controls });
    expect(decision.exploration).toMatchObject({ left: { caching_strategy: "not-leader" } });
    expect(decision.exploration?.samples).not.toHaveProperty("caching_strategy");
    expect(explain(decision, demoAttributes)).toMatch(/The leader draws for active_servers, .* and max_connections\.$/);
  });

  it("forgets what was drawn for another Persona", () => {
    expect(inheritedMemory(decided().memory).explored).toBeNull();
  });
});

describe("step, with the fallback asked in the policy's place", () => {
  it("does not hear a policy that has something to say, and says why", () => {
    const { decision } = decided({ settings: { decider: "fallback" }, exploration: undefined });
    expect(decision).toMatchObject({ decider: "fallback", handover: { kind: "policy", because: "not-asked" } });
    expect(explain(decision)).toContain("the fallback decides because it is asked in the policy's place");
  });
});
