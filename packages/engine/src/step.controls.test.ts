import type { Trigger } from "@fleet-persona/persona";
import { describe, expect, it } from "vitest";
import { noControls, type Controls } from "./controls.ts";
import { changesOf, type Decision } from "./decision.ts";
import { explain } from "./explain/explain.ts";
import { inheritedMemory, initialMemory, revivedMemory } from "./memory.ts";
import { noteApplied, noteLost } from "./remember.ts";
import { step } from "./step.ts";
import {
  calmSignals,
  choice,
  demoAttributes,
  demoConfig,
  demoSituation,
  evenCooldowns,
  NOW,
  number,
  observed,
  policySays,
} from "./testing/demo-situation.ts";

const fresh = initialMemory();
const wantsMore = policySays({ cpu_allocation: number(1), caching_strategy: choice(0, 0, 0, 1) });
const settings = { riskTolerance: 1, adjustmentFactor: 10, safe: { ...demoConfig, caching_strategy: "off" } };

function decided(controls: Partial<Controls>, change: Parameters<typeof demoSituation>[0] = {}): Decision {
  const situation = { proposal: wantsMore, controls: { ...noControls, ...controls }, ...change };
  return step(fresh, demoSituation({ ...situation, settings: { ...settings, ...change.settings } })).decision;
}

const finalOf = (decision: Decision, attribute: string) =>
  decision.verdicts.find((verdict) => verdict.attribute === attribute)?.final;
const heldBy = (decision: Decision, attribute: string) =>
  decision.verdicts.find((verdict) => verdict.attribute === attribute)?.heldBy;

const trigger = (name: string, then: Trigger["then"]): Trigger => ({
  name,
  when: { signal: "request_rate", comparison: ">", threshold: 100, for_s: 0, hysteresis: 0 },
  // oxlint-disable-next-line unicorn/no-thenable -- the manifest's own word; a trigger is never awaited
  then,
});

describe("step, under control", () => {
  const allPaused = { pauses: [{ scope: { kind: "all" as const }, until: null }] };
  const frozen = { freezeWindows: [{ name: "sale", window: { kind: "once" as const, from: NOW, until: NOW + 1 } }] };

  it("goes to the safe configuration at once on the kill switch, through freeze and pause, and stays there", () => {
    const killSwitch = { by: "sre@example.com", reason: "incident 12" };
    const decision = decided({ killSwitch, ...allPaused, ...frozen });
    expect(decision).toMatchObject({ override: "kill-switch", because: "kill-switch", decider: "trigger" });
    expect(finalOf(decision, "caching_strategy")).toBe("off");
    expect(explain(decision)).toContain("the kill switch is engaged (sre@example.com: incident 12)");
    const there = decided({ killSwitch }, { config: settings.safe });
    expect(there).toMatchObject({ outcome: "hold", because: "kill-switch" });
  });

  it("keeps the kill switch within the bounds", () => {
    const bounds = { caching_strategy: { kind: "choices" as const, allowed: ["micro", "short"] } };
    expect(finalOf(decided({ killSwitch: { by: "a", reason: "b" } }, { bounds }), "caching_strategy")).toBe("micro");
  });

  it("holds everything in a freeze and says which", () => {
    const decision = decided(frozen);
    expect(decision).toMatchObject({ outcome: "hold", because: "frozen", frozenBy: "sale" });
    expect(explain(decision)).toContain("changes are frozen by sale");
  });

  it.each<[string, Controls["pauses"][number]["scope"], string[]]>([
    ["only growing", { kind: "direction", direction: "grow" }, []],
    ["only shrinking", { kind: "direction", direction: "shrink" }, ["cpu_allocation", "caching_strategy"]],
    ["one attribute", { kind: "attribute", attribute: "cpu_allocation" }, ["caching_strategy"]],
  ])("pauses %s", (_what, scope, moving) => {
    const decision = decided({ pauses: [{ scope, until: NOW + 1000 }] });
    expect(changesOf(decision).map(({ attribute }) => attribute)).toStrictEqual(moving);
  });

  it("ends a pause by itself", () => {
    expect(decided({ pauses: [{ scope: { kind: "all" }, until: NOW }] }).outcome).toBe("adjust");
  });

  it("hears the tenant's trigger before the author's", () => {
    const author = [trigger("author", { kind: "pin", attribute: "caching_strategy", value: "long" })];
    const tenant = [trigger("tenant", { kind: "pin", attribute: "caching_strategy", value: "micro" })];
    const decision = decided({ triggers: tenant }, { triggers: author, proposal: policySays({}) });
    expect(decision).toMatchObject({ because: "tenant-trigger", tenantTriggers: ["tenant"], triggers: ["author"] });
    expect(finalOf(decision, "caching_strategy")).toBe("micro");
    expect(explain(decision)).toContain("your trigger tenant asks for it");
  });

  it("lets a tenant's pin stand in the author's safe configuration", () => {
    const triggers = [trigger("author", { kind: "safe" })];
    const tenant = [trigger("tenant", { kind: "pin", attribute: "max_connections", value: 5 })];
    const decision = decided({ triggers: tenant }, { triggers });
    expect(finalOf(decision, "caching_strategy")).toBe("off");
    expect(finalOf(decision, "max_connections")).toBe(5);
  });

  it("leaves a fleet's attributes to their leader and takes over what it decided, free of magnitude", () => {
    const alone = decided({ leadership: { kind: "nobody" } });
    expect(heldBy(alone, "caching_strategy")).toBe("not-leader");
    expect(finalOf(alone, "cpu_allocation")).toBeGreaterThan(0.175);
    const values = { caching_strategy: "long", max_connections: 16 };
    const timid = { settings: { riskTolerance: 0.01 } };
    const following = decided({ leadership: { kind: "follows", values } }, { ...timid, proposal: policySays({}) });
    expect(following.because).toBe("follows-leader");
    expect(finalOf(following, "max_connections")).toBe(16);
    const bounds = { max_connections: { kind: "range" as const, min: 1, max: 8 } };
    const bounded = decided({ leadership: { kind: "follows", values } }, { bounds, proposal: policySays({}) });
    expect(finalOf(bounded, "max_connections")).toBe(8);
  });

  it("waits for its turn with what each host decides for itself, not with what the fleet does", () => {
    const windowMs = 30_000;
    const window = Math.floor(NOW / windowMs);
    const rollout = { place: (window + 1) % 2, hosts: 2, perWindow: 1, windowMs, jitter: 0 };
    const waiting = decided({ rollout });
    expect(heldBy(waiting, "cpu_allocation")).toBe("blast-radius");
    expect(finalOf(waiting, "caching_strategy")).toBe("long");
    expect(heldBy(decided({ rollout: { ...rollout, place: window % 2 } }), "cpu_allocation")).toBeNull();
  });

  it("goes no further than a step limit, in units and in ranks", () => {
    const limits = { cpu_allocation: { grow: 0.01 }, caching_strategy: { grow: 0 } };
    const decision = decided({}, { settings: { stepLimits: limits } });
    expect(finalOf(decision, "cpu_allocation")).toBeCloseTo(0.185);
    expect(heldBy(decision, "caching_strategy")).toBe("step-limit");
    const hot = observed({ ...calmSignals, cpu_utilisation: 1, latency_p95: 900 });
    const reactive = decided({}, { signals: hot, settings: { stepLimits: limits } });
    expect(reactive.decider).toBe("fallback");
    expect(finalOf(reactive, "cpu_allocation")).toBeCloseTo(0.185);
  });

  it("waits longer where a change costs a drain or a restart", () => {
    const cooldownMs = { ...evenCooldowns(0, 0), drain: { grow: 60_000, shrink: 60_000 } };
    const memory = { ...fresh, changedAt: { active_servers: NOW - 1000, cpu_allocation: NOW - 1000 } };
    const proposal = policySays({ active_servers: number(0), cpu_allocation: number(1) });
    const { decision } = step(memory, demoSituation({ proposal, settings: { ...settings, cooldownMs } }));
    expect(heldBy(decision, "active_servers")).toBe("cooldown");
    expect(heldBy(decision, "cpu_allocation")).toBeNull();
  });
});

describe("step, after its decisions were applied", () => {
  const guardrail = { errorRateIncrease: 0.05, latencyIncrease: 1, windowMs: 30_000 };
  const services = (second: number, bad: boolean) =>
    observed({ ...calmSignals, error_rate: bad ? 0.3 : 0, latency_p95: 60 }, NOW + second * 1000);

  /** Steps once a second; applies what is decided as a target would. */
  function run(seconds: number, bad: (second: number, config: Record<string, unknown>) => boolean) {
    let memory = fresh;
    let config = { ...demoConfig };
    const told: Decision[] = [];
    for (let second = 0; second < seconds; second += 1) {
      const now = NOW + second * 1000;
      const proposal = policySays(second < 20 ? {} : { caching_strategy: choice(0, 0, 0, 1) });
      const signals = services(second, bad(second, config));
      const moment = demoSituation({ now, signals, config, proposal, settings: { ...settings, guardrail } });
      const taken = step(memory, moment);
      const changes = changesOf(taken.decision);
      const from = Object.fromEntries(changes.map((change) => [change.attribute, change.from]));
      const readBack = Object.fromEntries(changes.map((change) => [change.attribute, change.to]));
      config = { ...config, ...readBack };
      memory =
        changes.length === 0 ? taken.memory : noteApplied(taken.memory, { from, readBack, at: now }, moment.settings);
      told.push(taken.decision);
    }
    return { told, config, memory };
  }

  it("takes a change back that made the service worse, and does not try again for a while", () => {
    const { told, config } = run(60, (_second, { caching_strategy }) => caching_strategy === "long");
    const back = told.find(({ override }) => override === "guardrail");
    expect(back).toMatchObject({ because: "guardrail", tripped: { back: { caching_strategy: "short" } } });
    expect(explain(back as Decision)).toContain("the last change made the service worse (errors 0 % to 30 %)");
    expect(config["caching_strategy"]).toBe("short");
    expect(told.at(-1)).toMatchObject({ outcome: "hold", because: "backing-off" });
    expect(told.filter(({ override }) => override === "guardrail")).toHaveLength(2);
  });

  it("keeps a change that did no harm", () => {
    const { config, memory } = run(60, () => false);
    expect(config["caching_strategy"]).toBe("long");
    expect(memory.outcome.watch).toBeNull();
  });

  it("yields to a hand, says so, and forgets it when the target was lost in between", () => {
    const { memory } = run(25, () => false);
    const now = NOW + 26_000;
    const moment = demoSituation({ now, signals: services(26, false), proposal: policySays({}), settings });
    const { decision } = step(memory, moment);
    expect(decision.hands["caching_strategy"]).toMatchObject({ kind: "drift", ours: "long", theirs: "short" });
    expect(heldBy(decision, "caching_strategy")).toBe("drift");
    expect(step(noteLost(memory), moment).decision.hands).toStrictEqual({});
  });

  it("hands a new Persona what is the target's, and reads memories of older builds", () => {
    const { memory } = run(25, () => false);
    const inherited = inheritedMemory(memory);
    expect(inherited).toMatchObject({ hands: memory.hands, changedAt: memory.changedAt, triggers: {} });
    const old = { changedAt: { cpu_allocation: NOW }, wishes: {}, triggers: {}, reactive: null };
    expect(step(revivedMemory(old), demoSituation()).decision.outcome).toBe("hold");
    expect(demoAttributes).toHaveLength(5);
  });
});
