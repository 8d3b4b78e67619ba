import type { Attribute } from "@fleet-persona/persona";
import type { AttributeVerdict, Decision } from "../decision.ts";
import { formatValue, list } from "./format-value.ts";
import { sayExploration } from "./say-exploration.ts";
import { sayGuard } from "./say-guard.ts";
import { sayReason } from "./say-reason.ts";

/**
 * The decision in one sentence: what moved, from what to what, why, and which guard clipped it; or why nothing
 * moved; and what was drawn for an experiment. With `attributes` the values carry their units.
 */
export function explain(decision: Decision, attributes: readonly Attribute[] = []): string {
  const unitOf = (verdict: AttributeVerdict) => attributes.find(({ name }) => name === verdict.attribute);
  const changed = decision.verdicts.filter(({ final, current }) => final !== current);
  const moves = changed.map((verdict) => sayMove(verdict, unitOf(verdict)));
  const guards = decision.verdicts.flatMap((verdict) => sayGuards(verdict, decision, unitOf(verdict)));
  const does = decision.outcome === "hold" ? sayHold(decision) : `${moving(decision)} ${list(moves)}`;
  const clauses = [`${does} because ${sayReason(decision)}`, ...guards];
  return `${clauses.join("; ")}.${sayExploration(decision, attributes)}`;
}

function moving({ mode }: Decision): string {
  return mode === "shadow" ? "Would move" : "Moved";
}

function sayHold({ mode }: Decision): string {
  return mode === "shadow" ? "Would change nothing" : "Changed nothing";
}

function sayMove({ attribute, current, final }: AttributeVerdict, known: Attribute | undefined): string {
  return `${attribute} from ${formatValue(current)} to ${formatValue(final, known)}`;
}

// Guards that hold everything alike are the reason already given; only those that tell attributes apart follow.
function sayGuards(verdict: AttributeVerdict, decision: Decision, known: Attribute | undefined): string[] {
  const { attribute, clippedBy, heldBy, recommended, final } = verdict;
  const guards = heldBy === null ? clippedBy : [heldBy];
  if (guards.length === 0 || recommended === final || heldBy === "pause" || heldBy === "mode") return [];
  const said = guards.map((guard) => sayGuard(guard, verdict, decision));
  return [`${attribute} (${formatValue(recommended, known)} recommended) ${list(said)}`];
}
