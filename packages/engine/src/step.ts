import { judge, type Limits } from "./adjust/judge.ts";
import type { Judgement } from "./adjust/subject.ts";
import { outcomeOf } from "./because.ts";
import { liveConfidence } from "./confidence.ts";
import type { Decision } from "./decision.ts";
import { deviationScore } from "./deviation.ts";
import { dropIsOnlyForecast } from "./guards/forecast-alone.ts";
import { cooldownFactor, waitsFor } from "./guards/pace.ts";
import { handoverReason } from "./hand-over.ts";
import type { EngineMemory } from "./memory.ts";
import { readInputs } from "./policy/policy-inputs.ts";
import { subjectsOf } from "./recommend.ts";
import type { EngineSettings } from "./settings.ts";
import type { SignalProblem } from "./signals.ts";
import type { Situation } from "./situation.ts";
import { watchTriggers } from "./triggers.ts";
import { whoDecides } from "./who-decides.ts";

/** One decision of the Configuration Adaptation Engine. Pure: the same memory and situation, the same answer. */
export function step(memory: EngineMemory, situation: Situation): { memory: EngineMemory; decision: Decision } {
  const { now, signals, proposal, settings, bounds } = situation;
  const { inputs, attributes, claimedConfidence: claimed } = settings;
  const readings = readInputs(inputs, signals, now);
  const triggers = watchTriggers(memory.triggers, { triggers: situation.triggers, inputs, signals, now });
  const confidence = liveConfidence({ claimed, attributes, inputs, readings, proposal });
  const handover = handoverReason(inputs, readings, proposal, confidence, settings.confidenceFloor);
  const { decider, wanted, reactive } = whoDecides(memory, situation, handover, triggers.demands.safe);
  const subjects = subjectsOf(attributes, situation.config, wanted, triggers.demands, bounds);

  // Deviation, magnitude, frequency, adjustment: the heart of it.
  const deviation = deviationScore(subjects);
  const stride = Math.min(deviation * settings.adjustmentFactor, settings.riskTolerance);
  const magnitude = stride * confidence.total;
  const factor = cooldownFactor(triggers.demands.decide ? 1 : deviation, settings.riskTolerance);
  const limits: Limits = {
    now,
    frozen: settings.mode === "off" ? "mode" : settings.paused ? "pause" : null,
    stride: { policy: magnitude, trigger: stride },
    deadband: settings.deadband,
    dropIsOnlyForecast: dropIsOnlyForecast(inputs, readings, signals, now),
    waits: waitsFor(settings.cooldownMs, factor),
  };
  const changedAt = (name: string) => lastChange(memory, name, now);
  const judgements = subjects.map((subject) => {
    const { name } = subject.attribute;
    return judge(subject, limits, changedAt(name), memory.wishes[name] ?? 0);
  });

  const verdicts = judgements.map(({ verdict }) => verdict);
  const decision: Decision = {
    at: now,
    mode: settings.mode,
    decider,
    handover,
    ...outcomeOf(verdicts, decider, settings.fallback),
    deviationScore: deviation,
    magnitude,
    confidence,
    verdicts,
    triggers: triggers.demands.active,
    signals: seenSignals(settings, readings),
  };
  // While nothing may move, the reactive rule's sync must not be used up.
  return {
    memory: {
      ...remember(memory, judgements, now),
      triggers: triggers.states,
      reactive: limits.frozen === null ? reactive : memory.reactive,
    },
    decision,
  };
}

// After the clock was set back, a change "in the future" counts as made now: the wait starts over and ends.
function lastChange(memory: EngineMemory, name: string, now: number): number | undefined {
  const at = memory.changedAt[name];
  return at === undefined ? undefined : Math.min(at, now);
}

function remember(memory: EngineMemory, judgements: readonly Judgement[], now: number) {
  const changedAt: Record<string, number> = {};
  for (const name of Object.keys(memory.changedAt)) changedAt[name] = lastChange(memory, name, now) ?? now;
  const wishes: Record<string, number> = {};
  for (const { verdict, wish } of judgements) {
    if (wish !== 0) wishes[verdict.attribute] = wish;
    if (verdict.final !== verdict.current) changedAt[verdict.attribute] = now;
  }
  return { changedAt, wishes };
}

function seenSignals(
  settings: EngineSettings,
  readings: readonly (number | SignalProblem)[],
): Record<string, number | null> {
  const seen: Record<string, number | null> = {};
  for (const [index, { name }] of settings.inputs.entries()) {
    const reading = readings[index];
    // Adding zero turns -0 into 0: a decision must survive JSON unchanged.
    seen[name] = typeof reading === "number" ? reading + 0 : null;
  }
  return seen;
}
