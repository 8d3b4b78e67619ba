import type { GateFigures } from "@fleet-persona/hub-core";
import type { Evidence, EvidenceArm } from "./read-evidence.ts";

/** Who measured: the author in scenarios of their own, or the gate in its own. */
export type MeasuredBy = "author" | "gate";

/** One way of running a fleet, as one of the two measured it: a mark of the chart. */
export type ComparedPoint = {
  readonly by: MeasuredBy;
  readonly name: string;
  /** This Persona, and not what it is compared with. */
  readonly own: boolean;
  /** Core-seconds as a share of what the reference cost in the same runs; as they are where there is no reference. */
  readonly cost: number;
  /** Seconds of a run out of objective. */
  readonly breach: number;
};

/** Evidence of both on one scale. */
export type ComparedEvidence = {
  /** What every cost is a share of: the reactive rule where both know it, else the defaults; null: costs are core-seconds. */
  readonly reference: "reactive" | "default" | null;
  readonly points: readonly ComparedPoint[];
};

// Beside this Persona: more marks are a cloud, and every arm is in the table.
const mostBaselines = 9;

/**
 * Puts the author's arms and the gate's on one scale. The two ran on fleets of different size, so each cost is a share of what the
 * same rule cost in the same runs; breach is seconds of one run.
 */
export function compareEvidence(evidence: Evidence, scenarios: readonly GateFigures[]): ComparedEvidence {
  const others = evidence.arms.filter(({ name }) => name !== "persona").slice(0, mostBaselines);
  const claimed = [...others, ...evidence.arms.filter(({ name }) => name === "persona")];
  const gate = gateArms(scenarios);
  const reference = referenceOf(claimed, gate);
  const points = [...pointsOf("author", claimed, reference), ...pointsOf("gate", gate, reference)];
  return { reference, points };
}

type Arm = Pick<EvidenceArm, "name" | "breachSeconds" | "coreSeconds">;

function referenceOf(claimed: readonly Arm[], gate: readonly Arm[]): ComparedEvidence["reference"] {
  const has = (arms: readonly Arm[], name: string): boolean =>
    arms.some((arm) => arm.name === name && arm.coreSeconds > 0);
  const sides = [claimed, gate].filter((arms) => arms.length > 0);
  const known = (name: string): boolean => sides.length > 0 && sides.every((arms) => has(arms, name));
  return known("reactive") ? "reactive" : known("default") ? "default" : null;
}

function pointsOf(by: MeasuredBy, arms: readonly Arm[], reference: string | null): readonly ComparedPoint[] {
  const whole = arms.find(({ name }) => name === reference)?.coreSeconds ?? 1;
  return arms.map(({ name, breachSeconds, coreSeconds }) => ({
    by,
    name,
    own: name === "persona",
    cost: coreSeconds / whole,
    breach: breachSeconds,
  }));
}

/** The gate's scenarios as the arms of one run: the mean over all of them. */
export function gateArms(scenarios: readonly GateFigures[]): readonly Arm[] {
  if (scenarios.length === 0) return [];
  const mean = (figure: (scenario: GateFigures) => number): number =>
    scenarios.reduce((sum, scenario) => sum + figure(scenario), 0) / scenarios.length;
  const arm = (name: string, of: (scenario: GateFigures) => GateFigures["guarded"]): Arm => ({
    name,
    breachSeconds: mean((scenario) => of(scenario).breach_seconds),
    coreSeconds: mean((scenario) => of(scenario).core_seconds),
  });
  return [
    arm("default", ({ baselines }) => baselines.static_default),
    arm("reactive", ({ baselines }) => baselines.reactive),
    arm("persona", ({ guarded }) => guarded),
  ];
}

/** How the gate's repetition stands to the claim, both against the same reference. */
export type EvidenceGap = {
  readonly claimed: Effect;
  readonly repeated: Effect;
  /** By how much they differ beyond what chance and rounding explain; both false: it holds up. */
  readonly costDiffers: boolean;
  readonly breachDiffers: boolean;
};
type Effect = {
  /** Share of the reference's cost, less one: −0.4 is 40 % cheaper. */
  readonly cost: number;
  /** Breach seconds of a run more than the reference's. */
  readonly breach: number;
};

// Five points of cost, or a second and a half of a run of three minutes: less is the scenarios' own doing.
const costTolerance = 0.05;
const breachTolerance = 1.5;

/** Null while one of the two did not measure, or they share no reference. */
export function gapOf({ reference, points }: ComparedEvidence): EvidenceGap | null {
  if (reference === null) return null;
  const effect = (by: MeasuredBy): Effect | null => {
    const own = points.find((point) => point.by === by && point.own);
    const other = points.find((point) => point.by === by && point.name === reference);
    if (own === undefined || other === undefined) return null;
    return { cost: own.cost - 1, breach: own.breach - other.breach };
  };
  const [claimed, repeated] = [effect("author"), effect("gate")];
  if (claimed === null || repeated === null) return null;
  return {
    claimed,
    repeated,
    costDiffers: Math.abs(claimed.cost - repeated.cost) > costTolerance,
    breachDiffers: Math.abs(claimed.breach - repeated.breach) > breachTolerance,
  };
}
