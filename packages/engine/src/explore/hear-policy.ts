import { liveConfidence } from "../confidence.ts";
import type { Confidence, Decision } from "../decision.ts";
import type { Seen } from "../look.ts";
import type { EngineMemory } from "../memory.ts";
import type { Wanted } from "../recommend.ts";
import type { Situation } from "../situation.ts";
import { explore, type HeldSample } from "./explore.ts";

type Heard = { readonly wanted: Wanted; readonly confidence: Confidence; readonly explored: HeldSample | null };

/**
 * What is heard of who decides. Only the policy's own word is explored: whether it may decide at all was settled by what it said itself, and
 * what comes before it stays before it. The sample then has the confidence that it would have had in training.
 */
export function hearPolicy(
  memory: EngineMemory,
  situation: Situation,
  { confidence, readings }: Seen,
  { decider, wanted }: { readonly decider: Decision["decider"]; readonly wanted: Wanted },
): Heard {
  const { now, proposal, settings, bounds, controls, exploration: exploring } = situation;
  if (exploring === undefined || decider !== "policy" || proposal.kind !== "policy")
    return { wanted, confidence, explored: null };
  const { attributes, inputs, claimedConfidence: claimed } = settings;
  const leads = controls.leadership.kind === "leads";
  const spoken = explore({ proposal, attributes, bounds, leads, held: memory.explored, now, exploring });
  return {
    wanted: { kind: "weights", weights: spoken.proposal.weights },
    confidence: liveConfidence({ claimed, attributes, inputs, readings, proposal: spoken.proposal }),
    explored: spoken.held,
  };
}
