import type { Trigger } from "@fleet-persona/persona";
import { describe, expect, it } from "vitest";
import { changesOf } from "./decision.ts";
import { initialMemory } from "./memory.ts";
import { step } from "./step.ts";
import {
  calmSignals,
  choice,
  demoConfig,
  demoSituation,
  evenCooldowns,
  NOW,
  number,
  observed,
  policySays,
} from "./testing/demo-situation.ts";

const fresh = initialMemory();
const verdictOn = (attribute: string, decision: ReturnType<typeof step>["decision"]) =>
  decision.verdicts.find((verdict) => verdict.attribute === attribute);

const surge = (then: Trigger["then"], for_s = 0): Trigger => ({
  name: "surge",
  when: { signal: "request_rate", comparison: ">", threshold: 100, for_s, hysteresis: 30 },
  // oxlint-disable-next-line unicorn/no-thenable -- the manifest's own word; a trigger is never awaited
  then,
});

describe("step, deciding by the policy", () => {
  it("moves a number by min(deviation × adjustment factor, risk tolerance) × confidence of its range", () => {
    const proposal = policySays({ cpu_allocation: number(1, 0) });
    const settings = { claimedConfidence: 0.5, adjustmentFactor: 10, riskTolerance: 0.2 };
    const { decision } = step(fresh, demoSituation({ proposal, settings }));
    expect(decision).toMatchObject({ outcome: "adjust", because: "policy", decider: "policy" });
    expect(decision.magnitude).toBeCloseTo(0.1);
    expect(verdictOn("cpu_allocation", decision)?.final).toBeCloseTo(0.175 + 0.1 * 0.1875);
    expect(verdictOn("cpu_allocation", decision)?.clippedBy).toStrictEqual(["magnitude"]);
  });

  it("lets a whole number go one step once its wishes add up to one, never further", () => {
    const proposal = policySays({ active_servers: number(0) });
    const settings = { riskTolerance: 0.2, adjustmentFactor: 10, cooldownMs: evenCooldowns(0, 0) };
    let memory = fresh;
    const values: unknown[] = [];
    for (let second = 0; second < 3; second += 1) {
      const now = NOW + second * 1000;
      const taken = step(memory, demoSituation({ now, signals: observed(calmSignals, now), proposal, settings }));
      memory = taken.memory;
      values.push([verdictOn("active_servers", taken.decision)?.final, taken.decision.because]);
    }
    expect(values).toStrictEqual([
      [4, "wish-accumulating"],
      [4, "wish-accumulating"],
      [3, "policy"],
    ]);
    expect(memory.wishes).toStrictEqual({});
  });

  it("switches a category only when the margin clears the hysteresis", () => {
    const hesitant = policySays({ load_balancing_algorithm: choice(0.1, 0.3, 0.6, 0) });
    expect(step(fresh, demoSituation({ proposal: hesitant })).decision.because).toBe("margin-too-small");
    const sure = policySays({ load_balancing_algorithm: choice(0, 0.05, 0.95, 0) });
    expect(changesOf(step(fresh, demoSituation({ proposal: sure })).decision)).toStrictEqual([
      { attribute: "load_balancing_algorithm", from: "leastconn", to: "random2" },
    ]);
  });

  it("moves an ordered category one rank at a time", () => {
    const proposal = policySays({ caching_strategy: choice(1, 0, 0, 0) });
    const { decision } = step(fresh, demoSituation({ proposal }));
    expect(verdictOn("caching_strategy", decision)).toMatchObject({
      recommended: "off",
      final: "micro",
      clippedBy: ["one-rank"],
    });
  });

  it("takes the likeliest allowed choice when the bounds refuse the likeliest", () => {
    const proposal = policySays({ load_balancing_algorithm: choice(0.05, 0.05, 0.1, 0.8) });
    const bounds = { load_balancing_algorithm: { kind: "choices" as const, allowed: ["roundrobin", "leastconn"] } };
    const verdict = verdictOn("load_balancing_algorithm", step(fresh, demoSituation({ proposal, bounds })).decision);
    expect(verdict).toMatchObject({ recommended: "uri_hash", final: "leastconn", heldBy: "bounds" });
  });

  it("holds a shrink that only a forecast speaks for, and lets the same forecast grow", () => {
    const signals = observed({ ...calmSignals, "request_rate.forecast_1m": 90 });
    const shrink = step(fresh, demoSituation({ signals, proposal: policySays({ cpu_allocation: number(0) }) }));
    expect(shrink.decision.because).toBe("forecast-alone");
    const grow = step(fresh, demoSituation({ signals, proposal: policySays({ cpu_allocation: number(1) }) }));
    expect(grow.decision.outcome).toBe("adjust");
  });

  it.each([
    ["latency is foreseen to fall: that says a backlog ends", "latency_p95.forecast_10s"],
    ["a forecast's deviation is small: that says how sure it is", "request_rate.forecast_1m_deviation"],
    ["a forecast's error is small: that says how good it was", "request_rate.forecast_error"],
  ])("shrinks although %s, not that less is asked", (_why, name) => {
    const inputs = [...demoSituation({}).settings.inputs];
    const like = inputs[0];
    if (like === undefined) throw new TypeError("the demo situation has no inputs");
    const settings = {
      ...demoSituation({}).settings,
      inputs: [...inputs, { ...like, name, required: false }],
    };
    const signals = observed({ ...calmSignals, [name]: 0 });
    const { decision } = step(
      fresh,
      demoSituation({ signals, settings, proposal: policySays({ cpu_allocation: number(0) }) }),
    );
    expect(verdictOn("cpu_allocation", decision)).toMatchObject({ heldBy: null });
  });

  it("says until when a cooldown holds, shorter the larger the deviation", () => {
    const proposal = policySays({ cpu_allocation: number(1) });
    const memory = { ...fresh, changedAt: { cpu_allocation: NOW - 1000 } };
    const { decision } = step(memory, demoSituation({ proposal }));
    const factor = 1.8 / (1 + decision.deviationScore);
    expect(verdictOn("cpu_allocation", decision)?.heldBy).toBe("cooldown");
    expect(verdictOn("cpu_allocation", decision)?.heldUntil).toBeCloseTo(NOW - 1000 + 5000 * factor);
  });

  it("ends a cooldown whose change lies in the future because the clock was set back", () => {
    const proposal = policySays({ cpu_allocation: number(1) });
    const ahead = { ...fresh, changedAt: { cpu_allocation: NOW + 3_600_000 } };
    const { memory } = step(ahead, demoSituation({ proposal }));
    const now = NOW + 20_000;
    const later = step(memory, demoSituation({ now, signals: observed(calmSignals, now), proposal }));
    expect(later.decision.outcome).toBe("adjust");
  });

  it("keeps out of attributes it cannot read", () => {
    const { cpu_allocation: _unread, ...config } = demoConfig;
    const { decision } = step(fresh, demoSituation({ config, proposal: policySays({ cpu_allocation: number(1) }) }));
    expect(verdictOn("cpu_allocation", decision)).toBeUndefined();
  });
});

describe("step, handing over", () => {
  const overload = observed({ ...calmSignals, cpu_utilisation: 1, latency_p95: 400 });

  it("lets the reactive rule meet a surge the policy has never seen, unhampered by its lost confidence", () => {
    const { decision } = step(fresh, demoSituation({ signals: overload }));
    expect(decision).toMatchObject({
      decider: "fallback",
      handover: { kind: "low-confidence" },
      because: "reactive-rule",
    });
    expect(verdictOn("cpu_allocation", decision)?.final).toBe(0.2875);
  });

  it.each([
    ["hold", "fallback-holds", 0.2],
    ["safe", "safe-configuration", 0.175],
  ] as const)("with fallback %s gives %s", (fallback, because, cpu) => {
    const proposal = { kind: "unavailable", because: "policy-failed" } as const;
    const config = { ...demoConfig, cpu_allocation: 0.2 };
    const { decision } = step(fresh, demoSituation({ proposal, config, settings: { fallback } }));
    expect(decision).toMatchObject({ because, handover: { kind: "policy", because: "policy-failed" } });
    expect(verdictOn("cpu_allocation", decision)?.final).toBe(cpu);
  });

  it("acts no more often than the sync interval when confidence flaps", () => {
    const overloaded = [overload, observed(calmSignals), overload].map((signals, second) => ({ signals, second }));
    let memory = fresh;
    const config = { ...demoConfig, cpu_allocation: 0.15 };
    const moved = overloaded.map(({ signals, second }) => {
      const now = NOW + second * 1000;
      const taken = step(memory, demoSituation({ now, signals, config }));
      memory = taken.memory;
      return changesOf(taken.decision).length > 0;
    });
    expect(moved).toStrictEqual([true, false, false]);
  });

  it("masks a missing optional signal and lowers its confidence instead", () => {
    const { cpu_utilisation: _missing, ...rest } = calmSignals;
    const { decision } = step(fresh, demoSituation({ signals: observed(rest) }));
    expect(decision.decider).toBe("policy");
    expect(decision.confidence.missing).toBe(0.75);
    expect(decision.signals["cpu_utilisation"]).toBeNull();
  });
});

describe("step, with triggers", () => {
  const wantsNothing = policySays({ cpu_allocation: number(0.4) });

  it("pins an attribute within magnitude, against the policy", () => {
    const triggers = [surge({ kind: "pin", attribute: "cpu_allocation", value: 0.28 })];
    const { decision } = step(fresh, demoSituation({ triggers, proposal: wantsNothing }));
    expect(decision).toMatchObject({ because: "author-trigger", triggers: ["surge"] });
    expect(verdictOn("cpu_allocation", decision)?.final).toBeGreaterThan(0.175);
    expect(verdictOn("cpu_allocation", decision)?.final).toBeLessThan(0.28);
  });

  it("narrows the range inside the bounds, never beyond them", () => {
    const triggers = [surge({ kind: "narrow", attribute: "cpu_allocation", min: 0.25, max: 0.28 })];
    const bounds = { cpu_allocation: { kind: "range" as const, min: 0.1, max: 0.2 } };
    const settings = { riskTolerance: 1, adjustmentFactor: 10 };
    const { decision } = step(fresh, demoSituation({ triggers, bounds, settings, proposal: wantsNothing }));
    expect(verdictOn("cpu_allocation", decision)).toMatchObject({ final: 0.2, clippedBy: ["trigger", "bounds"] });
  });

  it("goes to the safe configuration at once, free of magnitude and cooldown", () => {
    const triggers = [surge({ kind: "safe" })];
    const config = { ...demoConfig, caching_strategy: "off", cpu_allocation: 0.1 };
    const memory = { ...fresh, changedAt: { cpu_allocation: NOW, caching_strategy: NOW } };
    const { decision } = step(memory, demoSituation({ triggers, config }));
    expect(decision).toMatchObject({ decider: "trigger", because: "safe-configuration" });
    expect(verdictOn("caching_strategy", decision)?.final).toBe("short");
  });

  it("waits for the duration, survives silence, and lets go below the hysteresis", () => {
    const triggers = [surge({ kind: "safe" }, 2)];
    const rates = [120, 120, 120, null, 80, 60, 120];
    let memory = fresh;
    const active = rates.map((rate, second) => {
      const now = NOW + second * 1000;
      const signals = observed({ ...calmSignals, request_rate: rate ?? Number.NaN }, now);
      const taken = step(memory, demoSituation({ now, triggers, signals }));
      memory = taken.memory;
      return taken.decision.triggers.length;
    });
    expect(active).toStrictEqual([0, 0, 1, 1, 1, 0, 0]);
  });

  it("decides sooner when asked to, though not before half the cooldown", () => {
    const proposal = policySays({ cpu_allocation: number(0.6) });
    const triggers = [surge({ kind: "decide" })];
    const memory = { ...fresh, changedAt: { cpu_allocation: NOW - 4_600 } };
    expect(step(memory, demoSituation({ proposal })).decision.because).toBe("cooling-down");
    expect(step(memory, demoSituation({ proposal, triggers })).decision.outcome).toBe("adjust");
  });
});
