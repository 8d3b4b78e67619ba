import type { Decision, Guard } from "@fleet-persona/engine";

/** What became of a Persona's decisions. Plain JSON; `plus` adds two. */
export type DecisionTally = {
  readonly decisions: number;
  /** A guard had to hold the policy back. */
  readonly held: number;
  /** The fallback decided. */
  readonly fallback: number;
  /** The policy's answer was none: not finite, or out of range. */
  readonly invalid: number;
  /** A trigger of the author's decided or was laid over the policy. */
  readonly triggered: Readonly<Record<string, number>>;
};

export const NO_DECISIONS: DecisionTally = { decisions: 0, held: 0, fallback: 0, invalid: 0, triggered: {} };

/**
 * Guards that say no to what the policy wants. Those that set the pace of what is allowed (cooldown, magnitude, hysteresis, deadband,
 * ranks and whole steps), as the author declared it, speak in most steps of every Persona and say nothing about it.
 */
const HOLDING: ReadonlySet<Guard> = new Set<Guard>([
  "back-off",
  "blast-radius",
  "bounds",
  "forecast",
  "stabilisation",
  "step-limit",
]);

/** What one decision adds. `overriding`: names of triggers that take something out of the policy's hands. */
export function tallyOf(decision: Decision, overriding: ReadonlySet<string>): DecisionTally {
  const { decider, handover, override, verdicts, triggers } = decision;
  const says = (guard: Guard | null): boolean => guard !== null && HOLDING.has(guard);
  const guarded = verdicts.some(({ heldBy, clippedBy }) => says(heldBy) || clippedBy.some(says));
  return {
    decisions: 1,
    held: override === "guardrail" || (decider === "policy" && guarded) ? 1 : 0,
    fallback: decider === "fallback" ? 1 : 0,
    invalid: handover?.kind === "policy" ? 1 : 0,
    triggered: Object.fromEntries(triggers.filter((name) => overriding.has(name)).map((name) => [name, 1])),
  };
}

export function plus(a: DecisionTally, b: DecisionTally): DecisionTally {
  const triggered = { ...a.triggered };
  for (const [name, count] of Object.entries(b.triggered)) triggered[name] = (triggered[name] ?? 0) + count;
  return {
    decisions: a.decisions + b.decisions,
    held: a.held + b.held,
    fallback: a.fallback + b.fallback,
    invalid: a.invalid + b.invalid,
    triggered,
  };
}
