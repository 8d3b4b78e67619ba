import type { Decision, HandoverReason } from "./decision.ts";
import type { EngineMemory } from "./memory.ts";
import { reactive } from "./reactive/reactive.ts";
import { createReactive, rested, type ReactiveMemory } from "./reactive/reactive-memory.ts";
import type { Wanted } from "./recommend.ts";
import type { Situation } from "./situation.ts";

type Deciding = { decider: Decision["decider"]; wanted: Wanted; reactive: ReactiveMemory | null };

/** An author's `safe` trigger comes before the policy, and the fallback in place of it. */
export function whoDecides(
  memory: EngineMemory,
  situation: Situation,
  handover: HandoverReason | null,
  safeTriggered: boolean,
): Deciding {
  const { settings, proposal } = situation;
  const resting = rested(memory.reactive);
  if (safeTriggered) return { decider: "trigger", wanted: configuration(settings.safe), reactive: resting };
  if (handover === null && proposal.kind === "policy")
    return { decider: "policy", wanted: { kind: "weights", weights: proposal.weights }, reactive: resting };
  switch (settings.fallback) {
    case "reactive": {
      const answer = reactive(memory.reactive ?? createReactive(), {
        ...situation,
        attributes: settings.attributes,
        settings: settings.reactive,
      });
      return { decider: "fallback", wanted: configuration(answer.recommended), reactive: answer.memory };
    }
    case "hold":
      return { decider: "fallback", wanted: configuration({}), reactive: resting };
    case "safe":
      return { decider: "fallback", wanted: configuration(settings.safe), reactive: resting };
    default:
      return settings.fallback satisfies never;
  }
}

function configuration(wanted: Situation["config"]): Wanted {
  return { kind: "configuration", configuration: wanted };
}
