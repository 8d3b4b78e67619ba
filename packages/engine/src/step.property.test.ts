import { isDeepStrictEqual } from "node:util";
import { toUnit } from "@fleet-persona/persona";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noControls } from "./controls.ts";
import { changesOf, type Decision } from "./decision.ts";
import { explain } from "./explain/explain.ts";
import { initialMemory } from "./memory.ts";
import { unwatched } from "./outcome/guardrail.ts";
import { step } from "./step.ts";
import { configurations, memories, policyDecides, policyProposals, situations } from "./testing/arbitrary-situation.ts";
import { calmSignals, demoAttributes, NOW, observed } from "./testing/demo-situation.ts";
import { invariants } from "./testing/invariants.ts";

const RUNS = { numRuns: 1000 };
const byName = new Map(demoAttributes.map((attribute) => [attribute.name, attribute]));

/** Share of its range a number moves, and how much of that one whole step of an integer explains. */
function strideOf(change: { attribute: string; from: unknown; to: unknown }) {
  const attribute = byName.get(change.attribute);
  if (attribute?.kind !== "continuous" && attribute?.kind !== "integer") return null;
  const [from, to] = [Number(change.from), Number(change.to)];
  return {
    share: Math.abs(toUnit(attribute, to) - toUnit(attribute, from)),
    oneStep: attribute.kind === "integer" && Math.abs(to - from) === 1,
  };
}

describe("step", { timeout: 30_000 }, () => {
  it.each(Object.keys(invariants))("keeps that %s", (name) => {
    fc.assert(
      fc.property(memories, fc.oneof(situations, policyDecides), (memory, situation) => {
        const { decision } = step(memory, situation);
        expect(invariants[name]?.({ memory, situation, decision })).toBeNull();
      }),
      RUNS,
    );
  });

  it("never moves one attribute twice within the shortest cooldown on the policy's word", () => {
    const walk = fc.array(fc.tuple(policyProposals, fc.integer({ min: 100, max: 4_000 })), {
      minLength: 5,
      maxLength: 25,
    });
    fc.assert(
      fc.property(policyDecides, configurations, walk, (situation, config, moments) => {
        const paces = Object.values(situation.settings.cooldownMs).flatMap(({ grow, shrink }) => [grow, shrink]);
        const shortest = Math.min(...paces) / 2;
        const lastMove: Record<string, number> = {};
        let memory = initialMemory();
        let current = { ...config };
        let now = NOW;
        for (const [proposal, later] of moments) {
          now += later;
          const signals = observed(calmSignals, now);
          const moment = { ...situation, now, signals, config: current, proposal, bounds: {} };
          const taken = step(memory, moment);
          memory = taken.memory;
          for (const { attribute, to } of changesOf(taken.decision)) {
            const before = lastMove[attribute];
            if (before !== undefined) expect(now - before).toBeGreaterThanOrEqual(shortest);
            lastMove[attribute] = now;
            current = { ...current, [attribute]: to };
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("hands over to the fallback when a required signal is missing, stale or not finite", () => {
    const ruined = fc.constantFrom(
      undefined,
      { value: Number.NaN, at: NOW },
      { value: Number.POSITIVE_INFINITY, at: NOW },
      { value: 1e300, at: NOW },
      { value: 120, at: NOW - 5_001 },
      { value: 120, at: NOW + 60_000 },
    );
    fc.assert(
      fc.property(memories, situations, ruined, (memory, situation, reading) => {
        const signals = { ...situation.signals, request_rate: reading };
        const { decision } = step(memory, { ...situation, signals, triggers: [], controls: noControls });
        if (decision.override === null) expect(decision.decider).toBe("fallback");
        expect(decision.handover).toMatchObject({ kind: "required-signal", signal: "request_rate" });
        expect(decision.signals["request_rate"]).toBeNull();
      }),
      RUNS,
    );
  });

  it("never takes a smaller step for a higher risk tolerance", () => {
    const tolerances = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(memories, fc.oneof(situations, policyDecides), tolerances, (memory, situation, [a, b]) => {
        const moveWith = (riskTolerance: number): Decision =>
          step(memory, { ...situation, settings: { ...situation.settings, riskTolerance } }).decision;
        const [cautious, bold] = [moveWith(Math.min(a, b)), moveWith(Math.max(a, b))];
        for (const [index, verdict] of cautious.verdicts.entries()) {
          const other = bold.verdicts[index];
          const small = strideOf({ attribute: verdict.attribute, from: verdict.current, to: verdict.final });
          const large = strideOf({ attribute: verdict.attribute, from: verdict.current, to: other?.final });
          if (small !== null && large !== null) expect(large.share).toBeGreaterThanOrEqual(small.share - 1e-9);
          else if (verdict.final !== verdict.current) expect(other?.final).toBe(verdict.final);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("holds again, with the same memory, when nothing changed since it held", () => {
    fc.assert(
      fc.property(memories, fc.oneof(situations, policyDecides), (memory, situation) => {
        const first = step(memory, situation);
        // A way back that has arrived hands over again: that is a change of who decides.
        fc.pre(first.decision.outcome === "hold" && first.decision.override !== "guardrail");
        fc.pre(first.decision.verdicts.every(({ heldBy }) => heldBy !== "whole-step"));
        const second = step(first.memory, situation);
        expect(changesOf(second.decision)).toStrictEqual([]);
        // The reactive rule rests between its syncs and then recommends nothing new; the others repeat themselves.
        if (situation.settings.fallback !== "reactive" || first.decision.decider === "policy")
          expect(second.decision).toStrictEqual(first.decision);
        expect(step(second.memory, situation)).toStrictEqual(second);
      }),
      RUNS,
    );
  });

  it("is deterministic, changes neither argument, and speaks plain JSON", () => {
    fc.assert(
      fc.property(memories, situations, (memory, situation) => {
        const before = structuredClone({ memory, situation });
        const first = step(memory, situation);
        expect(step(memory, situation)).toStrictEqual(first);
        expect({ memory, situation }).toEqual(before);
        expect(JSON.parse(JSON.stringify(first))).toStrictEqual(first);
        expect(explain(first.decision, demoAttributes)).toMatch(/^[A-Z].* because .*\.$/);
      }),
      RUNS,
    );
  });

  it("moves nothing while it is off, and nothing but an override while everything is paused", () => {
    fc.assert(
      fc.property(memories, situations, fc.boolean(), (memory, situation, off) => {
        const settings = { ...situation.settings, mode: off ? ("off" as const) : situation.settings.mode };
        const pauses = [{ scope: { kind: "all" as const }, until: null }];
        const controls = off ? situation.controls : { ...situation.controls, pauses };
        const { decision } = step(memory, { ...situation, settings, controls });
        if (off || decision.override === null) expect(changesOf(decision)).toStrictEqual([]);
      }),
      RUNS,
    );
  });

  it("decides the same in shadow as it would when active", () => {
    fc.assert(
      fc.property(memories, situations, (memory, situation) => {
        const as = (mode: "shadow" | "active") =>
          step(memory, { ...situation, settings: { ...situation.settings, mode } });
        // Only what is applied can be overruled by another hand, and be to blame for what comes after it.
        fc.pre(Object.keys(as("active").decision.hands).length === 0);
        fc.pre(isDeepStrictEqual(unwatched(memory.outcome), memory.outcome));
        expect({ ...as("shadow").decision, mode: "active" }).toStrictEqual(as("active").decision);
      }),
      RUNS,
    );
  });
});
