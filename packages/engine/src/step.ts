import { judge } from "./adjust/judge.ts";
import type { Limits } from "./adjust/limits.ts";
import { outcomeOf } from "./because.ts";
import type { Decision } from "./decision.ts";
import { deviationScore } from "./deviation.ts";
import { hearPolicy } from "./explore/hear-policy.ts";
import { nextTurn } from "./guards/blast-radius.ts";
import { cooldownFactor, waitsFor } from "./guards/pace.ts";
import { look, type Seen } from "./look.ts";
import type { EngineMemory } from "./memory.ts";
import { subjectsOf } from "./recommend.ts";
import { pastOf, remembered, recommendationsOf } from "./remember.ts";
import type { Situation } from "./situation.ts";
import { whoDecides } from "./who-decides.ts";

// However little risk is tolerated, a revoked Persona's values are left within ten decisions.
const LEAST_REVOCATION_STRIDE = 0.1;

/** One decision of the Configuration Adaptation Engine. Pure: the same memory and situation, the same answer. */
export function step(memory: EngineMemory, situation: Situation): { memory: EngineMemory; decision: Decision } {
  const { now, settings, bounds, controls } = situation;
  const seen = look(memory, situation);
  const claims = { handover: seen.handover, safeTriggered: seen.demands.safe, rollback: seen.rollback };
  const { decider, override, wanted, reactive } = whoDecides(memory, situation, claims);
  const heard = hearPolicy(memory, situation, seen, { decider, wanted });
  const { confidence } = heard;
  const wish = { wanted: heard.wanted, demands: seen.demands, leadership: controls.leadership, bounds };
  const subjects = subjectsOf(settings.attributes, situation.config, wish);

  // Deviation, magnitude, frequency, adjustment: the heart of it.
  const deviation = deviationScore(subjects);
  const stride = Math.min(deviation * settings.adjustmentFactor, settings.riskTolerance);
  const magnitude = stride * confidence.total;
  const factor = cooldownFactor(seen.demands.decide ? 1 : deviation, settings.riskTolerance);
  const revocation = Math.max(settings.riskTolerance, LEAST_REVOCATION_STRIDE);
  const limits = limitsOf(situation, seen, { policy: magnitude, trigger: stride, revocation }, factor);
  const recommended = recommendationsOf(memory, subjects, settings.stabilisationMs, now);
  const judgements = subjects.map((subject) =>
    judge(subject, limits, pastOf(memory, seen, recommended, situation, subject.attribute.name)),
  );

  const verdicts = judgements.map(({ verdict }) => verdict);
  const decision: Decision = {
    at: now,
    mode: settings.mode,
    decider,
    override,
    note: override === "kill-switch" ? sayKillSwitch(controls) : null,
    handover: seen.handover,
    ...outcomeOf(verdicts, subjects, { decider, override, fallback: settings.fallback }),
    deviationScore: deviation,
    magnitude,
    confidence,
    verdicts,
    triggers: seen.active.author,
    tenantTriggers: seen.active.tenant,
    frozenBy: seen.frozenBy,
    hands: seen.hands.hands,
    tripped: seen.tripped,
    signals: seenSignals(settings, seen.readings),
    ...(heard.explored === null ? {} : { exploration: heard.explored.exploration }),
  };
  const taken = { judgements, recommended, reactive, explored: heard.explored, now, limits };
  return { memory: remembered(memory, seen, taken), decision };
}

function limitsOf(
  { now, settings, controls }: Situation,
  seen: Seen,
  stride: Limits["stride"],
  factor: number,
): Limits {
  return {
    now,
    off: settings.mode === "off",
    frozenBy: seen.frozenBy,
    pauses: controls.pauses,
    stride,
    deadband: settings.deadband,
    stabilisationMs: settings.stabilisationMs,
    dropIsOnlyForecast: seen.dropIsOnlyForecast,
    waits: waitsFor(settings.cooldownMs, factor),
    turnAt: controls.rollout === null ? now : nextTurn(controls.rollout, now),
  };
}

function sayKillSwitch({ killSwitch }: Situation["controls"]): string | null {
  return killSwitch === null ? null : `${killSwitch.by}: ${killSwitch.reason}`;
}

function seenSignals({ inputs }: Situation["settings"], readings: Seen["readings"]): Record<string, number | null> {
  const signals: Record<string, number | null> = {};
  for (const [index, { name }] of inputs.entries()) {
    const reading = readings[index];
    // Adding zero turns -0 into 0: a decision must survive JSON unchanged.
    signals[name] = typeof reading === "number" ? reading + 0 : null;
  }
  return signals;
}
