import type { GateReason, GateScenario, ScenarioFigures } from "@fleet-persona/persona";
import { GATE_RULES } from "../gate-rules.ts";
import type { GateEvidence } from "./evidence.ts";
import { firstFew, reason } from "./reason.ts";

type Found = readonly GateReason[];
type Scenarios = readonly GateScenario[];

const MEASURED_S = GATE_RULES.seconds - GATE_RULES.warmupS;

/** How the Persona did beside those who are there without it. */
export function scenarioReasons({ scenarios }: Pick<GateEvidence, "scenarios">): Found {
  const all = scenarios.map(({ scenario }) => scenario);
  const harmful = [...harm(all), ...ruin(all)];
  // What is rejected for harm need not be told that it lost, too.
  return [...harmful, ...(harmful.length > 0 ? [] : losses(all)), ...dearer(all), ...rawRuin(all)];
}

function harm(all: Scenarios): Found {
  const found = all.filter(({ guarded, baselines: { reactive } }) => isHarm(guarded, reactive));
  return saidOf(found, "reject", "far-worse-than-reactive", {
    what: "Far more breach seconds than the reactive rule, at no less cost",
    how: ({ guarded, baselines: { reactive } }) => `${breaches(guarded, reactive)} at ${cost(guarded, reactive)}`,
    advice: "Compare `persona evaluate` on such traffic, and train on it.",
  });
}

function ruin(all: Scenarios): Found {
  const found = all.filter(({ guarded, baselines }) => isRuin(guarded, baselines, GATE_RULES.ruinShare));
  return saidOf(found, "reject", "far-worse-than-both", {
    what: "In breach much longer than with no Persona at all",
    how: ({ guarded, baselines: { reactive, static_default } }) =>
      `${breaches(guarded, reactive)} of the reactive rule and ${seconds(static_default)} of the defaults`,
    advice: "Whatever it saves, no fleet can live with that: raise the weight of breaches in the reward.",
  });
}

function losses(all: Scenarios): Found {
  const toReactive = all.filter(({ guarded, baselines }) => loses(guarded, baselines.reactive));
  const toDefault = all.filter(({ guarded, baselines }) => loses(guarded, baselines.static_default));
  return [
    ...saidOf(toReactive, "quarantine", "loses-to-reactive", {
      what: "More breach seconds than the reactive rule",
      how: ({ guarded, baselines: { reactive } }) => `${breaches(guarded, reactive)} at ${cost(guarded, reactive)}`,
      advice: "A person has to say whether what it saves is worth that.",
    }),
    ...saidOf(toDefault, "quarantine", "loses-to-defaults", {
      what: "More breach seconds than its own defaults, left alone",
      how: ({ guarded, baselines: { static_default } }) =>
        `${breaches(guarded, static_default)} at ${cost(guarded, static_default)}`,
      advice: "A person has to say whether what it saves is worth that.",
    }),
  ];
}

function dearer(all: Scenarios): Found {
  const found = all.filter(({ guarded, baselines: { reactive } }) => isDearer(guarded, reactive));
  return saidOf(found, "quarantine", "costs-more", {
    what: "Dearer than the reactive rule without being better",
    how: ({ guarded, baselines: { reactive } }) => `${cost(guarded, reactive)} with ${breaches(guarded, reactive)}`,
    advice: "Raise the weight of cost in the reward, or say in the card what the money is for.",
  });
}

function rawRuin(all: Scenarios): Found {
  const found = all.filter(
    ({ guarded, raw, baselines }) =>
      isRuin(raw, baselines, GATE_RULES.rawRuinShare) && !isRuin(guarded, baselines, GATE_RULES.ruinShare),
  );
  return saidOf(found, "quarantine", "harmful-without-guards", {
    what: "Without guards it would have been in breach much longer than with no Persona at all",
    how: ({ raw, guarded }) => `${seconds(raw)}, ${seconds(guarded)} with guards`,
    advice: "Look at what it recommends there: only guards and fallback stand between it and the fleet.",
  });
}

type Words = {
  readonly what: string;
  readonly how: (scenario: GateScenario) => string;
  readonly advice: string;
};

function saidOf(found: Scenarios, severity: GateReason["severity"], code: string, { what, how, advice }: Words): Found {
  if (found.length === 0) return [];
  const where = found.map((scenario) => `${scenario.name}, ${how(scenario)}`);
  return [reason(severity, code, `${what}: ${firstFew(where, 4)}. ${advice}`)];
}

/** Twice the breach seconds and at least so many more, at no less cost. */
function isHarm(ours: ScenarioFigures, theirs: ScenarioFigures): boolean {
  const { harmFactor, harmS } = GATE_RULES;
  const worse = ours.breach_seconds > Math.max(harmFactor * theirs.breach_seconds, theirs.breach_seconds + harmS);
  return worse && ours.cost >= theirs.cost;
}

/** In breach longer than both baselines by that share of a run. */
function isRuin(
  ours: ScenarioFigures,
  { reactive, static_default }: GateScenario["baselines"],
  share: number,
): boolean {
  const longer = Math.max(reactive.breach_seconds, static_default.breach_seconds);
  return ours.breach_seconds > longer + share * MEASURED_S;
}

function loses(ours: ScenarioFigures, theirs: ScenarioFigures): boolean {
  const { breachLoss, breachSlackS } = GATE_RULES;
  return ours.breach_seconds > Math.max(breachLoss * theirs.breach_seconds, theirs.breach_seconds + breachSlackS);
}

function isDearer(ours: ScenarioFigures, theirs: ScenarioFigures): boolean {
  return ours.cost > theirs.cost * (1 + GATE_RULES.costLoss) && ours.breach_seconds >= theirs.breach_seconds;
}

function breaches(ours: ScenarioFigures, theirs: ScenarioFigures): string {
  return `${seconds(ours)} against ${seconds(theirs)}`;
}

function seconds({ breach_seconds }: ScenarioFigures): string {
  return `${breach_seconds.toFixed(1)} breach seconds`;
}

function cost(ours: ScenarioFigures, theirs: ScenarioFigures): string {
  return `${Math.round((100 * ours.cost) / theirs.cost)} % of the cost`;
}
