import type { Configuration } from "@fleet-persona/persona";
import { liveConfidence } from "./confidence.ts";
import type { Confidence, HandoverReason } from "./decision.ts";
import { frozenBy } from "./guards/freeze.ts";
import { dropIsOnlyForecast } from "./guards/forecast-alone.ts";
import { handoverReason } from "./hand-over.ts";
import { noHands, watchHands, type HandsMemory } from "./hands/hands.ts";
import type { EngineMemory, TriggerState } from "./memory.ts";
import { unwatched, watchOutcome, type OutcomeMemory, type Tripped } from "./outcome/guardrail.ts";
import { readInputs } from "./policy/policy-inputs.ts";
import type { SignalProblem } from "./signals.ts";
import { isActing } from "./settings.ts";
import type { Situation } from "./situation.ts";
import { demandsOver, watchTriggers, type TriggerDemands } from "./triggers.ts";

/** What a situation means before anybody decides anything. */
export type Seen = {
  readonly readings: readonly (number | SignalProblem)[];
  readonly confidence: Confidence;
  readonly handover: HandoverReason | null;
  readonly demands: TriggerDemands;
  readonly active: { readonly author: readonly string[]; readonly tenant: readonly string[] };
  readonly triggers: Record<string, TriggerState>;
  readonly tenantTriggers: Record<string, TriggerState>;
  readonly hands: HandsMemory;
  readonly outcome: OutcomeMemory;
  readonly tripped: Tripped | null;
  readonly rollback: Configuration | null;
  readonly frozenBy: string | null;
  readonly dropIsOnlyForecast: boolean;
};

/** Reads signals, follows triggers, hands and outcomes through time, and says whether the policy may be heard. */
export function look(memory: EngineMemory, situation: Situation): Seen {
  const { now, signals, proposal, settings, controls, config } = situation;
  const { inputs, attributes, claimedConfidence: claimed, yieldMs } = settings;
  const readings = readInputs(inputs, signals, now);
  const watch = { inputs, signals, now };
  // A revoked Persona is not heard any more, nor are its author's triggers.
  const author = watchTriggers(memory.triggers, { ...watch, triggers: controls.revoked ? [] : situation.triggers });
  const tenant = watchTriggers(memory.tenantTriggers, { ...watch, triggers: controls.triggers });
  const confidence = liveConfidence({ claimed, attributes, inputs, readings, proposal });
  const lookAt = { attributes, config, now, yieldMs, resumedAt: controls.resumedAt };
  // Where nothing is applied nothing is this agent's own; whoever lets it act again says: steer from here.
  const acting = isActing(settings.mode);
  const hands = acting ? watchHands(memory.hands, lookAt) : noHands;
  const watched = acting ? memory.outcome : unwatched(memory.outcome);
  // The way to the safe configuration is gone to its end: taking it back would bring the revoked Persona's values again.
  const guardrail = controls.revoked === "due" ? null : settings.guardrail;
  const outcome = watchOutcome(watched, { signals, config, now }, guardrail);
  return {
    readings,
    confidence,
    handover: handoverReason(inputs, readings, proposal, confidence, {
      floor: settings.confidenceFloor,
      revoked: controls.revoked,
      asked: settings.decider !== "fallback",
    }),
    demands: demandsOver(tenant.demands, author.demands),
    active: { author: author.demands.active, tenant: tenant.demands.active },
    triggers: author.states,
    tenantTriggers: tenant.states,
    hands,
    outcome: outcome.memory,
    tripped: outcome.tripped,
    rollback: outcome.tripped?.back ?? outcome.memory.rollback?.back ?? null,
    frozenBy: frozenBy(controls.freezeWindows, now),
    dropIsOnlyForecast: dropIsOnlyForecast(inputs, readings, signals, now),
  };
}
