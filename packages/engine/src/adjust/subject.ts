import type { Attribute, AttributeValue } from "@fleet-persona/persona";
import type { Bound } from "../bounds.ts";
import type { AttributeVerdict, Guard } from "../decision.ts";

/**
 * Whose word it is. `rule` is the reactive rule, `safe` the safe configuration, `leader` the fleet's leader: all free of
 * magnitude and cooldown, never of bounds. `override` (kill switch, guardrail) passes freeze and pause too. So does `revocation`,
 * but it goes step by step: nobody on the spot asked for haste.
 */
export type Source = "policy" | "trigger" | "rule" | "safe" | "leader" | "override" | "revocation" | "nobody";

/** One attribute on its way through the guards. */
export type Subject = {
  readonly attribute: Attribute;
  readonly current: AttributeValue;
  readonly recommended: AttributeValue;
  /** The recommendation after triggers and bounds. */
  readonly target: AttributeValue;
  readonly source: Source;
  /** Whether this host may decide it: a fleet's attribute is its leader's alone. */
  readonly led: boolean;
  /** The policy's probabilities over the attribute's choices, where it gave any. */
  readonly probabilities: readonly number[] | null;
  readonly clippedBy: readonly Guard[];
  readonly bound: Bound | undefined;
};

/** A verdict, and the wish that is left for a later step. */
export type Judgement = { readonly verdict: AttributeVerdict; readonly wish: number };

/** The attribute stays; `heldBy` null means that it is where it should be. */
export function held(subject: Subject, heldBy: Guard | null, wish = 0, heldUntil: number | null = null): Judgement {
  return { verdict: verdictOf(subject, subject.current, subject.clippedBy, heldBy, heldUntil), wish };
}

/** The attribute goes to `final`; `clippedBy` is what kept it from its target, if anything did. */
export function moved(subject: Subject, final: AttributeValue, clippedBy?: Guard): Judgement {
  const guards = clippedBy === undefined ? subject.clippedBy : [...subject.clippedBy, clippedBy];
  return { verdict: verdictOf(subject, final, guards, null, null), wish: 0 };
}

function verdictOf(
  { attribute, current, recommended }: Subject,
  final: AttributeValue,
  clippedBy: readonly Guard[],
  heldBy: Guard | null,
  heldUntil: number | null,
): AttributeVerdict {
  return { attribute: attribute.name, current, recommended, final, clippedBy, heldBy, heldUntil };
}
