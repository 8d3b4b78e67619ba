import type { Configuration } from "@fleet-persona/persona";
import type { Decision, HandoverReason, Override } from "./decision.ts";
import type { EngineMemory } from "./memory.ts";
import { reactive } from "./reactive/reactive.ts";
import { createReactive, rested, type ReactiveMemory } from "./reactive/reactive-memory.ts";
import type { Wanted } from "./recommend.ts";
import type { Situation } from "./situation.ts";

/** What may take the decision out of everybody's hands, as far as this step knows. */
type Claims = {
  readonly handover: HandoverReason | null;
  readonly safeTriggered: boolean;
  /** What the outcome guardrail wants to go back to; null when nothing is to be taken back. */
  readonly rollback: Configuration | null;
};

type Deciding = {
  readonly decider: Decision["decider"];
  readonly override: Override | null;
  readonly wanted: Wanted;
  readonly reactive: ReactiveMemory | null;
};

/** In the order of precedence: kill switch, revocation, guardrail, safe triggers, the policy, the fallback in its place. */
export function whoDecides(memory: EngineMemory, situation: Situation, claims: Claims): Deciding {
  const { settings, proposal, controls } = situation;
  const resting = rested(memory.reactive);
  const overridden = (override: Override, to: Configuration): Deciding => ({
    decider: "trigger",
    override,
    wanted: { kind: "configuration", configuration: to, source: override === "revocation" ? override : "override" },
    reactive: resting,
  });
  if (controls.killSwitch !== null) return overridden("kill-switch", settings.safe);
  if (controls.revoked === "due") return overridden("revocation", settings.safe);
  if (claims.rollback !== null) return overridden("guardrail", claims.rollback);
  if (claims.safeTriggered)
    return { decider: "trigger", override: null, wanted: safe(settings.safe), reactive: resting };
  if (claims.handover === null && proposal.kind === "policy") {
    const wanted = { kind: "weights", weights: proposal.weights } as const;
    return { decider: "policy", override: null, wanted, reactive: resting };
  }
  return { decider: "fallback", override: null, ...fallback(memory, situation) };
}

function fallback(memory: EngineMemory, situation: Situation): Pick<Deciding, "wanted" | "reactive"> {
  const { settings } = situation;
  switch (settings.fallback) {
    case "reactive": {
      const answer = reactive(memory.reactive ?? createReactive(), {
        ...situation,
        attributes: settings.attributes,
        settings: settings.reactive,
      });
      const wanted = { kind: "configuration", configuration: answer.recommended, source: "rule" } as const;
      return { wanted, reactive: answer.memory };
    }
    case "hold":
      return { wanted: safe({}), reactive: rested(memory.reactive) };
    case "safe":
      return { wanted: safe(settings.safe), reactive: rested(memory.reactive) };
    default:
      return settings.fallback satisfies never;
  }
}

function safe(configuration: Configuration): Wanted {
  return { kind: "configuration", configuration, source: "safe" };
}
