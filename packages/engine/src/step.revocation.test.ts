import * as fc from "fast-check";
import type { Attribute, Configuration } from "@fleet-persona/persona";
import { describe, expect, it } from "vitest";
import { noControls, type Controls } from "./controls.ts";
import { changesOf, type Decision } from "./decision.ts";
import { explain } from "./explain/explain.ts";
import { initialMemory } from "./memory.ts";
import { noteApplied } from "./remember.ts";
import { step } from "./step.ts";
import {
  choice,
  demoAttributes,
  demoConfig,
  demoSituation,
  NOW,
  number,
  policySays,
} from "./testing/demo-situation.ts";

const wantsMore = policySays({ cpu_allocation: number(1), caching_strategy: choice(0, 0, 0, 1) });
const safe: Configuration = { ...demoConfig, cpu_allocation: 0.1, active_servers: 4, caching_strategy: "off" };

type Change = Parameters<typeof demoSituation>[0];

function decided(controls: Partial<Controls>, change: Change = {}): Decision {
  const situation = { proposal: wantsMore, controls: { ...noControls, ...controls }, ...change };
  const settings = { riskTolerance: 0.3, safe, ...change.settings };
  return step(initialMemory(), demoSituation({ ...situation, settings })).decision;
}

/** How many decisions it takes until nothing moves any more, and where that is. */
function walk(from: Configuration, change: Change = {}): { decisions: number; config: Configuration } {
  let memory = initialMemory();
  let config = from;
  for (let decisions = 0; ; decisions += 1) {
    const now = NOW + 1000 * decisions;
    const controls = { ...noControls, revoked: "due" as const };
    const situation = demoSituation({ ...change, controls, config, now, settings: { safe, ...change.settings } });
    const stepped = step(memory, situation);
    const changes = changesOf(stepped.decision);
    if (changes.length === 0) return { decisions, config };
    const readBack = Object.fromEntries(changes.map(({ attribute, to }) => [attribute, to]));
    const before = Object.fromEntries(changes.map(({ attribute, from: was }) => [attribute, was]));
    config = { ...config, ...readBack };
    memory = noteApplied(stepped.memory, { from: before, readBack, at: now }, situation.settings);
  }
}

describe("step, of a revoked Persona", () => {
  it("lets the fallback decide while this host waits for its wave", () => {
    const decision = decided({ revoked: "waiting" });
    expect(decision).toMatchObject({ decider: "fallback", override: null, handover: { kind: "revoked" } });
    expect(explain(decision)).toContain("the Persona was revoked");
  });

  it("goes to the safe configuration step by step, through freeze and pause", () => {
    const still = {
      pauses: [{ scope: { kind: "all" as const }, until: null }],
      freezeWindows: [{ name: "sale", window: { kind: "once" as const, from: NOW, until: NOW + 1 } }],
    };
    const decision = decided({ revoked: "due", ...still }, { config: { ...demoConfig, cpu_allocation: 0.28 } });
    expect(decision).toMatchObject({ outcome: "adjust", because: "revocation", override: "revocation" });
    const cpu = changesOf(decision).find(({ attribute }) => attribute === "cpu_allocation");
    expect(cpu?.to).toBeLessThan(0.28);
    expect(cpu?.to).toBeGreaterThan(0.1);
  });

  it("arrives within ten decisions however little risk is tolerated, and stays there", () => {
    const { decisions, config } = walk(
      { ...demoConfig, cpu_allocation: 0.28, active_servers: 2, caching_strategy: "long" },
      { settings: { riskTolerance: 0, confidenceFloor: 1 } },
    );
    expect(decisions).toBeLessThanOrEqual(10);
    expect(config).toMatchObject({ cpu_allocation: 0.1, active_servers: 4, caching_strategy: "off" });
  });

  it("keeps within the bounds and the step limits", () => {
    const bounds = { cpu_allocation: { kind: "range" as const, min: 0.15, max: 0.28 } };
    const stepLimits = { cpu_allocation: { shrink: 0.01 } };
    const first = decided(
      { revoked: "due" },
      { bounds, config: { ...demoConfig, cpu_allocation: 0.28 }, settings: { stepLimits } },
    );
    expect(changesOf(first).find(({ attribute }) => attribute === "cpu_allocation")?.to).toBeCloseTo(0.27, 6);
    const { config } = walk({ ...demoConfig, cpu_allocation: 0.28 }, { bounds });
    expect(config["cpu_allocation"]).toBe(0.15);
  });

  it("restarts what needs a restart once, the whole way, after its cooldown", () => {
    const attributes = demoAttributes.map((attribute): Attribute =>
      attribute.name === "cpu_allocation" ? { ...attribute, cost: "restart" } : attribute,
    );
    const config = { ...demoConfig, cpu_allocation: 0.28 };
    const whole = decided({ revoked: "due" }, { config, settings: { attributes } });
    expect(changesOf(whole).find(({ attribute }) => attribute === "cpu_allocation")?.to).toBe(0.1);
    const memory = { ...initialMemory(), changedAt: { cpu_allocation: NOW - 1000 } };
    const controls = { ...noControls, revoked: "due" as const };
    const cooldownMs = { ...demoSituation({}).settings.cooldownMs, restart: { grow: 300_000, shrink: 300_000 } };
    const early = demoSituation({ config, controls, settings: { attributes, safe, cooldownMs } });
    const waits = step(memory, early).decision.verdicts.find(({ attribute }) => attribute === "cpu_allocation");
    expect(waits).toMatchObject({ final: 0.28, heldBy: "cooldown" });
  });

  it("never moves a number past the safe value or away from it, whatever it starts from", () => {
    const anywhere = fc.record({
      cpu: fc.double({ min: 0.1, max: 0.28, noNaN: true }),
      goal: fc.double({ min: 0.1, max: 0.28, noNaN: true }),
      servers: fc.integer({ min: 2, max: 4 }),
      risk: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(anywhere, ({ cpu, goal, servers, risk }) => {
        const { decisions, config } = walk(
          { ...demoConfig, cpu_allocation: cpu, active_servers: servers },
          { settings: { riskTolerance: risk, safe: { ...safe, cpu_allocation: goal } } },
        );
        expect(decisions).toBeLessThanOrEqual(10);
        expect(config["cpu_allocation"]).toBe(goal);
      }),
    );
  });
});
