import type { GateReason } from "@fleet-persona/persona";
import { NO_DECISIONS, plus, type DecisionTally } from "../behaviour/decision-tally.ts";
import type { GateScenarioName } from "../behaviour/gate-scenarios.ts";
import { GATE_RULES } from "../gate-rules.ts";
import type { GateEvidence } from "./evidence.ts";
import { percent, reason } from "./reason.ts";

type Found = readonly GateReason[];

/** Scenarios in which every signal is there: a fallback that decides here decides in ordinary life. */
const CLEAR_SIGHTED: ReadonlySet<GateScenarioName> = new Set<GateScenarioName>([
  "diurnal",
  "flash-crowd",
  "slow-leak",
  "server-loss",
  "cache-busting",
]);

/** How much of what happened was the policy's own doing. */
export function engineReasons(evidence: GateEvidence): Found {
  return [...heldBack(evidence), ...fellBack(evidence), ...triggered(evidence)];
}

function heldBack(evidence: GateEvidence): Found {
  const share = guardShareOf(evidence);
  if (share <= GATE_RULES.guardShare) return [];
  return [
    reason(
      "quarantine",
      "held-back",
      `In ${percent(share)} of its decisions a guard held it back: its changes made the service worse, or it wanted what it may not. Look at the scenarios with the highest share, and train with the guards it will meet.`,
    ),
  ];
}

function fellBack(evidence: GateEvidence): Found {
  const share = fallbackShareOf(evidence);
  if (share <= GATE_RULES.fallbackShare) return [];
  return [
    reason(
      "quarantine",
      "fallback-decides",
      `In ${percent(share)} of the decisions in which every signal was there the reactive rule decided in its place. Its confidence is too low for the traffic it declares: train on a wider range, or require fewer signals.`,
    ),
  ];
}

function triggered({ scenarios }: GateEvidence): Found {
  const day = scenarios.find(({ scenario }) => scenario.name === "diurnal")?.tally;
  return Object.entries(day?.triggered ?? {}).flatMap(([name, count]) => {
    const share = count / Math.max(1, day?.decisions ?? 0);
    if (share <= GATE_RULES.triggerShare) return [];
    return [
      reason(
        "quarantine",
        "trigger-always-on",
        `The trigger ${name} held in ${percent(share)} of an ordinary day: then it is the policy. Move its threshold away from what is usual.`,
      ),
    ];
  });
}

/** Share of all decisions in which a guard had to hold the Persona back. */
export function guardShareOf({ scenarios }: Pick<GateEvidence, "scenarios">): number {
  const all = sumOf(scenarios.map(({ tally }) => tally));
  return all.held / Math.max(1, all.decisions);
}

/** Share of the decisions that the fallback made although every signal was there. */
export function fallbackShareOf({ scenarios }: Pick<GateEvidence, "scenarios">): number {
  const clear = scenarios.filter(({ scenario }) => CLEAR_SIGHTED.has(scenario.name));
  const all = sumOf(clear.map(({ tally }) => tally));
  return all.fallback / Math.max(1, all.decisions);
}

function sumOf(tallies: readonly DecisionTally[]): DecisionTally {
  return tallies.reduce(plus, NO_DECISIONS);
}
