import { toUnit } from "@fleet-persona/persona";
import { describe, expect, it } from "vitest";
import { changesOf, type Decision } from "./decision.ts";
import type { EngineMemory } from "./memory.ts";
import type { Situation } from "./situation.ts";
import { step } from "./step.ts";
import { brokenBy } from "./testing/invariants.ts";
import { situationPool } from "./testing/situation-pool.ts";

// The nightly run and whoever hunts a defect raises it; every test run walks this many.
const SITUATIONS = Number(process.env["FLEET_PERSONA_SITUATIONS"] ?? 2_000_000);
const SEED = Number(process.env["FLEET_PERSONA_SEED"] ?? 20_261_125);

/** What a higher risk tolerance makes of the same situation must never be less. */
function lessWithMoreTolerance(memory: EngineMemory, situation: Situation, decision: Decision): string | null {
  const { settings } = situation;
  const riskTolerance = settings.riskTolerance + (1 - settings.riskTolerance) / 2;
  const bold = step(memory, { ...situation, settings: { ...settings, riskTolerance } }).decision;
  for (const [index, { attribute: name, current, final }] of decision.verdicts.entries()) {
    if (final === current) continue;
    const other = bold.verdicts[index]?.final ?? current;
    const attribute = settings.attributes.find((each) => each.name === name);
    if (attribute?.kind !== "continuous" && attribute?.kind !== "integer") {
      if (other !== final) return `${name} to ${String(other)} instead of ${String(final)}`;
      continue;
    }
    const share = (to: unknown): number => Math.abs(toUnit(attribute, Number(to)) - toUnit(attribute, Number(current)));
    if (share(other) < share(final) - 1e-9) return `${name} ${share(other)} instead of ${share(final)}`;
  }
  return null;
}

/** Holding twice must be like holding once. */
function restless(first: { memory: EngineMemory; decision: Decision }, situation: Situation): string | null {
  if (first.decision.outcome !== "hold") return null;
  // The way back has arrived: from here on the policy is asked again.
  if (first.decision.override === "guardrail") return null;
  if (first.decision.verdicts.some(({ heldBy }) => heldBy === "whole-step")) return null;
  const second = step(first.memory, situation);
  const moved = changesOf(second.decision);
  return moved.length === 0 ? null : `moved ${moved.map(({ attribute }) => attribute).join(", ")} after a hold`;
}

describe("step", () => {
  it(`keeps every promise in ${SITUATIONS.toLocaleString("en")} situations`, { timeout: 900_000 }, () => {
    const pool = situationPool(SEED);
    const broken: string[] = [];
    const seen = { adjust: 0, hold: 0, policy: 0, override: 0 };
    for (let index = 0; index < SITUATIONS && broken.length < 5; index += 1) {
      const { memory, situation } = pool.draw();
      const taken = step(memory, situation);
      const { decision } = taken;
      seen[decision.outcome] += 1;
      if (decision.decider === "policy") seen.policy += 1;
      if (decision.override !== null) seen.override += 1;
      const problems = brokenBy({ memory, situation, decision });
      // These two step once more: every fourth situation is enough of them.
      if (index % 4 === 0) {
        const less = lessWithMoreTolerance(memory, situation, decision);
        if (less !== null) problems.push(`a higher risk tolerance gave less: ${less}`);
        const restlessness = restless(taken, situation);
        if (restlessness !== null) problems.push(`holding is not idempotent: ${restlessness}`);
      }
      if (problems.length > 0) broken.push(`situation ${index}: ${problems.join("; ")}`);
    }
    expect(broken).toStrictEqual([]);
    // A pool that never let anything move, or never let the policy speak, would prove nothing.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(SITUATIONS / 100);
  });
});
