import type { GateScenario, ScenarioFigures } from "@fleet-persona/persona";
import { GATE_RULES } from "../gate-rules.ts";
import { fallbackShareOf, guardShareOf } from "./engine-reasons.ts";
import type { GateEvidence } from "./evidence.ts";

const MEASURED_S = GATE_RULES.seconds - GATE_RULES.warmupS;
/** So many breach seconds more than the reactive rule, as a share of a run, and so much more cost, take all credit away. */
const NO_CREDIT = { breachShare: 0.1, costShare: 0.5 };
/** How much of it is lost when a guard holds back every decision, or the fallback makes every one of them. */
const WEIGHT = { guards: 0.3, fallback: 0.5 };

/**
 * The gate's confidence, 0..1 = credit × (1 - failures / cases)⁴ × (1 - 0.3 guard share) × (1 - 0.5 fallback share).
 * Credit is the mean over the scenarios: 1 where the guarded Persona was no worse than the reactive rule (within the slack of the rules),
 * less as breach seconds or cost exceed it. Fallback counts only where every signal was there.
 */
export function confidenceOf(evidence: GateEvidence): number {
  const { scenarios, fuzzing } = evidence;
  if (scenarios.length === 0) return 0;
  const credit = scenarios.reduce((sum, { scenario }) => sum + creditOf(scenario), 0) / scenarios.length;
  const failures = fuzzing.malformed.length + fuzzing.broken.length;
  const sound = (1 - Math.min(1, failures / Math.max(1, fuzzing.cases))) ** 4;
  const own = (1 - WEIGHT.guards * guardShareOf(evidence)) * (1 - WEIGHT.fallback * fallbackShareOf(evidence));
  return Math.round(1000 * credit * sound * own) / 1000;
}

function creditOf({ guarded, baselines: { reactive } }: GateScenario): number {
  return breachCredit(guarded, reactive) * costCredit(guarded, reactive);
}

function breachCredit(ours: ScenarioFigures, theirs: ScenarioFigures): number {
  const excess = ours.breach_seconds - theirs.breach_seconds - GATE_RULES.breachSlackS;
  return left(excess / (NO_CREDIT.breachShare * MEASURED_S));
}

function costCredit(ours: ScenarioFigures, theirs: ScenarioFigures): number {
  if (!(theirs.cost > 0)) return 1;
  return left((ours.cost / theirs.cost - 1 - GATE_RULES.costSlack) / NO_CREDIT.costShare);
}

function left(lost: number): number {
  return 1 - Math.min(1, Math.max(0, lost));
}
